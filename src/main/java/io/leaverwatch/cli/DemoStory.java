package io.leaverwatch.cli;

import io.leaverwatch.config.UsageError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bundled story as files: eight members of an invented society who leave, or seem to, in May 2031. */
final class DemoStory {
    static final String MEMBERSHIP = "memberships.ndjson";
    static final String CREDENTIALS = "credentials.ndjson";
    static final List<String> ACCESSES = List.of("contact-creator.ndjson", "organise.ndjson");
    static final String POLICY = "policy.yaml";

    private static final List<String> FILES = Stream.concat(
                    Stream.of(MEMBERSHIP, CREDENTIALS, POLICY), ACCESSES.stream())
            .toList();
    private static final String RESOURCES = "/io/leaverwatch/demo/";
    private static final String STORY = "story";
    private static final String RESULTS = "results";

    private final Path folder;

    private DemoStory(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies the story into a folder.
     *
     * @param folder missing, empty, or holding an earlier demo and nothing else
     * @throws UsageError where it holds anything else or can't be written to
     */
    static DemoStory copyTo(Path folder) {
        try {
            refuseOthers(folder);
            Path story = Files.createDirectories(folder.resolve(STORY));
            for (String name : FILES) {
                try (InputStream resource = DemoStory.class.getResourceAsStream(RESOURCES + name)) {
                    Files.copy(resource, story.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return new DemoStory(folder);
        } catch (IOException e) {
            throw new UsageError("--out " + folder + ": cannot be written to (" + e.getMessage() + ").", e);
        }
    }

    private static void refuseOthers(Path folder) throws IOException {
        if (folder.toString().isEmpty()) {
            throw new UsageError("--out is empty; give a folder.");
        }
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageError("--out " + folder + ": is a file; give a folder.");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            Set<String> names =
                    entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
            boolean isDemo = Files.isRegularFile(folder.resolve(STORY).resolve(MEMBERSHIP));
            names.removeAll(Set.of(STORY, RESULTS));
            if (!names.isEmpty() || (!isDemo && Files.exists(folder.resolve(STORY)))) {
                throw new UsageError("--out " + folder
                        + ": holds something that is not an earlier demo; choose a folder that is missing or empty.");
            }
        }
    }

    Path file(String name) {
        return folder.resolve(STORY).resolve(name);
    }

    Path results() {
        return folder.resolve(RESULTS);
    }
}
