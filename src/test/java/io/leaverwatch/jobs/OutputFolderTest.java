package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.leaverwatch.config.UsageError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    private static final List<String> NAMES = List.of("alerts.ndjson", "summary.json");

    @TempDir
    private Path base;

    @Test
    void makesTheFolderAndItsParentsAndMovesTheFinishedFilesIn() throws IOException {
        Path out = base.resolve("a/b");
        try (OutputFolder folder = OutputFolder.open(out, NAMES, false)) {
            finish(folder, "new");
            assertThat(out.resolve("alerts.ndjson")).doesNotExist();
            folder.commit(NAMES);
        }
        assertThat(names(out)).containsExactlyInAnyOrder("alerts.ndjson", "summary.json");
    }

    @Test
    void leavesNothingBehindWithoutCommit() throws IOException {
        try (OutputFolder folder = OutputFolder.open(base.resolve("a/b"), NAMES, false)) {
            finish(folder, "new");
        }
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void leavesAnEmptyFolderThatWasThere() throws IOException {
        Path out = Files.createDirectory(base.resolve("out"));
        OutputFolder.open(out, NAMES, false).close();
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void refusesAFolderThatHoldsAnything() throws IOException {
        Files.writeString(base.resolve("notes.txt"), "mine");
        assertThatExceptionOfType(UsageError.class)
                .isThrownBy(() -> OutputFolder.open(base, NAMES, false))
                .withMessageContainingAll("already holds something", "notes.txt", "--force");
        assertThat(names(base)).containsExactly("notes.txt");
    }

    @Test
    void replacesOnlyResultFilesWhenForced() throws IOException {
        Files.writeString(base.resolve("notes.txt"), "mine");
        Files.writeString(base.resolve("alerts.ndjson"), "old");
        try (OutputFolder folder = OutputFolder.open(base, NAMES, true)) {
            finish(folder, "new");
            folder.commit(NAMES);
        }
        assertThat(names(base)).containsExactlyInAnyOrder("notes.txt", "alerts.ndjson", "summary.json");
        assertThat(base.resolve("alerts.ndjson")).hasContent("new");
        assertThat(base.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void keepsTheOldFilesWhenAForcedRunDoesNotFinish() throws IOException {
        Files.writeString(base.resolve("alerts.ndjson"), "old");
        try (OutputFolder folder = OutputFolder.open(base, NAMES, true)) {
            finish(folder, "new");
        }
        assertThat(base.resolve("alerts.ndjson")).hasContent("old");
        assertThat(names(base)).containsExactly("alerts.ndjson");
    }

    @Test
    void putsTheOldFilesBackWhenAMoveFails() throws IOException {
        Files.writeString(base.resolve("alerts.ndjson"), "old");
        Files.writeString(base.resolve("summary.json"), "old");
        try (OutputFolder folder = OutputFolder.open(base, NAMES, true)) {
            Files.writeString(folder.work().resolve("alerts.ndjson"), "new");
            assertThatIOException().isThrownBy(() -> folder.commit(NAMES)); // there is no new summary.json
        }
        assertThat(base.resolve("alerts.ndjson")).hasContent("old");
        assertThat(base.resolve("summary.json")).hasContent("old");
    }

    @Test
    void refusesAFileAndAFolderUnderAFile() throws IOException {
        Path file = Files.writeString(base.resolve("file"), "");
        assertThatExceptionOfType(UsageError.class)
                .isThrownBy(() -> OutputFolder.open(file, NAMES, true))
                .withMessageContaining("is a file");
        assertThatExceptionOfType(UsageError.class)
                .isThrownBy(() -> OutputFolder.open(file.resolve("below"), NAMES, true))
                .withMessageContaining("cannot be written to");
    }

    @Test
    void refusesAFolderThatAnotherRunIsWritingTo() {
        try (OutputFolder first = OutputFolder.open(base, NAMES, false)) {
            assertThat(first.work()).isDirectory();
            assertThatExceptionOfType(UsageError.class)
                    .isThrownBy(() -> OutputFolder.open(base, NAMES, true))
                    .withMessageContaining("another run");
        }
    }

    @Test
    void countsTheLeftoverOfAKilledRunAsNothing() throws IOException {
        Path leftover = Files.createDirectory(base.resolve(OutputFolder.WORK));
        Files.writeString(leftover.resolve("alerts-0.bodies"), "half");
        try (OutputFolder folder = OutputFolder.open(base, NAMES, false)) {
            assertThat(folder.work().resolve("alerts-0.bodies")).doesNotExist();
        }
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void refusesAFolderWhereAResultFileGoes() throws IOException {
        Files.createDirectory(base.resolve("alerts.ndjson"));
        assertThatExceptionOfType(UsageError.class)
                .isThrownBy(() -> OutputFolder.open(base, NAMES, true))
                .withMessageContaining("holds a folder named alerts.ndjson");
    }

    @Test
    void refusesAnInputThatItWouldReplace() throws IOException {
        Path input = Files.writeString(base.resolve("alerts.ndjson"), "old");
        Path other = Files.writeString(base.resolve("accesses.ndjson"), "");
        Path link = Files.createSymbolicLink(base.resolve("link"), input);
        try (OutputFolder folder = OutputFolder.open(base, NAMES, true)) {
            folder.refuseInput("accesses.ndjson", other, NAMES);
            for (Path path : List.of(input, link)) {
                assertThatExceptionOfType(UsageError.class)
                        .isThrownBy(() -> folder.refuseInput("given", path, NAMES))
                        .withMessageContainingAll("given", "--force would replace");
            }
        }
    }

    @Test
    void commitsNothingAfterItWasClosed() throws IOException {
        OutputFolder folder = OutputFolder.open(base.resolve("out"), NAMES, false);
        finish(folder, "new");
        folder.close();
        assertThatIOException().isThrownBy(() -> folder.commit(NAMES));
        assertThat(base).isEmptyDirectory();
    }

    private static void finish(OutputFolder folder, String content) throws IOException {
        for (String name : NAMES) {
            Files.writeString(folder.work().resolve(name), content);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
