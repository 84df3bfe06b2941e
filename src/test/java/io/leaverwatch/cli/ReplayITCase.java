package io.leaverwatch.cli;

import static io.leaverwatch.cli.StoryFiles.CONTACT_CREATOR;
import static io.leaverwatch.cli.StoryFiles.CREDENTIALS;
import static io.leaverwatch.cli.StoryFiles.MEMBERSHIP;
import static io.leaverwatch.cli.StoryFiles.ORGANISE;
import static io.leaverwatch.cli.StoryFiles.POLICY;
import static io.leaverwatch.cli.StoryFiles.alertIds;
import static io.leaverwatch.cli.StoryFiles.assertSameResults;
import static io.leaverwatch.cli.StoryFiles.read;
import static io.leaverwatch.cli.StoryFiles.replay;
import static io.leaverwatch.cli.StoryFiles.summary;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays of the story in this JVM, on a Flink that is started for each. */
class ReplayITCase {
    @TempDir
    private Path folder;

    @Test
    void writesTheSameBytesAtAnyParallelism() throws IOException {
        Path first = folder.resolve("1");
        Run.inProcess(replay(first, "--parallelism", 1)).isDone();
        for (int parallelism : new int[] {2, 4}) {
            Path other = folder.resolve(String.valueOf(parallelism));
            Run.inProcess(replay(other, "--parallelism", parallelism)).isDone();
            assertSameResults(other, first);
        }
        assertThat(names(first))
                .containsExactly(
                        "alerts.ndjson",
                        "dead-letters.ndjson",
                        "departures.ndjson",
                        "incidents.ndjson",
                        "summary.json");
    }

    @Test
    void warnsOfFilesOfWhichLittleCouldBeRead() {
        Run run = Run.inProcess(
                "replay", "--membership", CONTACT_CREATOR, "--accesses", ORGANISE, "--out", folder.resolve("out"));
        assertThat(run.isDone().out())
                .containsPattern(
                        "Warning    [0-9]+ of [0-9]+ membership lines could not be read; are these the files for"
                                + " --membership\\? See dead-letters.ndjson\n")
                .doesNotContain("access lines could not be read");
    }

    @Test
    void givesTheSameAlertsHoweverTheInputsAreOrderedCutAndPacked() throws IOException {
        Path plain = folder.resolve("plain");
        Run.inProcess(replay(plain)).isDone();
        Random random = new Random(11);
        List<String> accesses = shuffled(random, CONTACT_CREATOR, ORGANISE);
        Path gz = write(GZIPOutputStream::new, "part-1.ndjson.gz", accesses.subList(0, 40));
        Path zst = write(ZstdOutputStream::new, "part-2.ndjson.zst", accesses.subList(40, 70));
        Path text = write(out -> out, "part-3.ndjson", accesses.subList(70, accesses.size()));
        Path members = write(out -> out, "members.ndjson", shuffled(random, MEMBERSHIP));
        Path links = write(GZIPOutputStream::new, "links.gz", shuffled(random, CREDENTIALS));
        Path out = folder.resolve("out");
        Run.inProcess(
                        "replay",
                        "--accesses",
                        zst,
                        "--accesses",
                        text,
                        gz,
                        "--membership",
                        members,
                        "--quiet",
                        "--credentials",
                        links,
                        "--policy",
                        POLICY,
                        "--out",
                        out)
                .isDone();
        assertThat(alertIds(out)).isNotEmpty().isEqualTo(alertIds(plain));
        assertThat(summary(out).at("/inputs/access").findValuesAsText("compression"))
                .containsExactly("zstd", "none", "gzip");
        assertThat(summary(out).at("/lines")).isEqualTo(summary(plain).at("/lines"));
    }

    @Test
    void takesAPatternForTheFilesThatItMatches() throws IOException {
        Path byName = folder.resolve("by-name");
        Run.inProcess(replay(byName)).isDone();
        Path byPattern = folder.resolve("by-pattern");
        Run.inProcess(
                        "replay",
                        "--membership",
                        MEMBERSHIP,
                        "--credentials",
                        CREDENTIALS,
                        "--policy",
                        POLICY,
                        "--quiet",
                        "--accesses",
                        StoryFiles.STORY + "/[co][or]*g*an*.ndjson",
                        StoryFiles.STORY + "/contact-*.ndjson",
                        "--out",
                        byPattern)
                .isDone();
        assertThat(new TreeSet<>(alertIds(byPattern))).isEqualTo(new TreeSet<>(alertIds(byName)));
    }

    @Test
    void countsEachLineOnceInTheSummary() throws IOException {
        Path out = folder.resolve("out");
        Run.inProcess(replay(out)).isDone();
        JsonNode lines = summary(out).path("lines");
        for (String kind : List.of("membership", "link", "access", "total")) {
            JsonNode counts = lines.path(kind);
            long sum = 0;
            for (String name :
                    List.of("blank", "deadLetters", "redeliveries", "notConcerned", "considered", "evidence")) {
                assertThat(counts.path(name).isIntegralNumber())
                        .as(kind + " " + name)
                        .isTrue();
                sum += counts.path(name).asLong();
            }
            assertThat(sum).as(kind).isEqualTo(counts.path("lines").asLong());
        }
        assertThat(lines.at("/access/lines").asLong()).isEqualTo(lineCount(CONTACT_CREATOR) + lineCount(ORGANISE));
        assertThat(lines.at("/membership/lines").asLong()).isEqualTo(lineCount(MEMBERSHIP));
        assertThat(lines.at("/link/lines").asLong()).isEqualTo(lineCount(CREDENTIALS));
        assertThat(lines.at("/access/redeliveries").asLong()).isEqualTo(1);
        assertThat(lines.at("/access/deadLetters").asLong()).isEqualTo(1);
        TreeSet<String> evidence = new TreeSet<>();
        for (JsonNode alert : read(out.resolve("alerts.ndjson"))) {
            for (JsonNode piece : alert.path("evidence")) {
                if (piece.path("kind").asText().equals("access")) {
                    evidence.add(piece.path("source").asText()
                            + ' '
                            + piece.path("position").asText());
                }
            }
        }
        assertThat(lines.at("/access/evidence").asLong()).isEqualTo(evidence.size());
    }

    @Test
    void namesInTheSummaryWhatWasReadAndDecided() throws IOException {
        Path out = folder.resolve("out");
        Run.inProcess(replay(out)).isDone();
        JsonNode summary = summary(out);
        JsonNode file = summary.at("/inputs/access/0");
        assertThat(file.path("path").asText()).isEqualTo(CONTACT_CREATOR.toString());
        assertThat(file.path("bytes").asLong()).isEqualTo(Files.size(CONTACT_CREATOR));
        assertThat(file.path("sha256").asText()).isEqualTo(StoryFiles.sha256(CONTACT_CREATOR));
        assertThat(summary.path("mode").asText()).isEqualTo("replay");
        String version = summary.at("/policy/version").asText();
        assertThat(version).isNotEmpty();
        assertThat(read(out.resolve("alerts.ndjson")))
                .allSatisfy(alert ->
                        assertThat(alert.path("policyVersion").asText()).isEqualTo(version));
        assertThat(summary.at("/alerts/total").asLong()).isEqualTo(alertIds(out).size());
        assertThat(summary.at("/departures/total").asInt())
                .isEqualTo(read(out.resolve("departures.ndjson")).size());
        assertThat(summary.path("coverage")).hasSize(4);
    }

    @Test
    void failsWithStatus3OnOpenAlertsWhenAsked() throws IOException {
        Path out = folder.resolve("out");
        assertThat(Run.inProcess(replay(out, "--fail-on-alerts")).status()).isEqualTo(3);
        assertThat(alertIds(out)).isNotEmpty();
        Path nobody = Files.createFile(folder.resolve("nobody.ndjson"));
        Run.inProcess(
                        "replay",
                        "--membership",
                        nobody,
                        "--accesses",
                        ORGANISE,
                        "--quiet",
                        "--fail-on-alerts",
                        "--out",
                        folder.resolve("none"))
                .isDone();
        assertThat(alertIds(folder.resolve("none"))).isEmpty();
    }

    @Test
    void replacesItsOwnFilesOnlyWhenForced() throws IOException {
        Path out = folder.resolve("out");
        Run.inProcess(replay(out)).isDone();
        Files.writeString(out.resolve("notes.txt"), "mine");
        byte[] before = Files.readAllBytes(out.resolve("alerts.ndjson"));
        Run.inProcess(replay(out)).isWrongUsage("already holds something", "--force");
        Files.writeString(out.resolve("alerts.ndjson"), "");
        Run.inProcess(replay(out, "--force")).isDone();
        assertThat(out.resolve("alerts.ndjson")).hasBinaryContent(before);
        assertThat(out.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void saysInAFewLinesWhatItFoundUnlessQuiet() {
        Run loud = Run.inProcess(List.of(replay(folder.resolve("out"))).stream()
                .filter(word -> !word.equals("--quiet"))
                .toArray());
        assertThat(loud.isDone().out()).contains("Alerts ", "Departures ", "alerts.ndjson");
        assertThat(Run.inProcess(replay(folder.resolve("quiet"))).isDone().out())
                .isEmpty();
    }

    @FunctionalInterface
    private interface Packing {
        OutputStream around(OutputStream out) throws IOException;
    }

    private Path write(Packing packing, String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = packing.around(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static List<String> shuffled(Random random, Path... files) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.addAll(Files.readAllLines(file));
        }
        Collections.shuffle(lines, random);
        return lines;
    }

    private static long lineCount(Path file) throws IOException {
        return Files.readAllLines(file).size();
    }

    private static List<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
