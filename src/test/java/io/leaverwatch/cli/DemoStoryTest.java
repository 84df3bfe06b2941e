package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.config.UsageError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoStoryTest {
    @TempDir
    private Path folder;

    @Test
    void bringsAPolicyThatCanBeRead() {
        DemoStory story = DemoStory.copyTo(folder.resolve("demo"));
        assertThat(PolicyReader.read(story.file(DemoStory.POLICY)).exemptions()).hasSize(1);
    }

    @Test
    void isBigEnoughToLookRealAndSmallEnoughToRead() throws IOException {
        DemoStory story = DemoStory.copyTo(folder.resolve("demo"));
        long lines = 0;
        for (String name : DemoStory.ACCESSES) {
            lines += Files.readAllLines(story.file(name)).size();
        }
        assertThat(lines).isBetween(60L, 150L);
    }

    @Test
    void replacesAnEarlierDemo() throws IOException {
        DemoStory story = DemoStory.copyTo(folder.resolve("demo"));
        Files.createDirectory(story.results());
        Files.writeString(story.file(DemoStory.POLICY), "changed: true");
        DemoStory.copyTo(folder.resolve("demo"));
        assertThat(PolicyReader.read(story.file(DemoStory.POLICY)).exemptions()).hasSize(1);
    }

    @Test
    void touchesNoFolderThatHoldsSomethingElse() throws IOException {
        Files.createDirectory(folder.resolve("story"));
        Path file = Files.writeString(folder.resolve("notes.txt"), "mine");
        for (Path taken : List.of(folder, file)) {
            assertThatExceptionOfType(UsageError.class).isThrownBy(() -> DemoStory.copyTo(taken));
        }
        assertThat(folder.resolve("story")).isEmptyDirectory();
    }
}
