package io.leaverwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documentation of the live job's settings lists what the code knows. */
class LiveDocumentTest {
    @Test
    void listsEverySettingAsItIs() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("src/docs/live.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(LiveOption.values())
                        .map(option -> "| `" + option.key() + "` | " + option.takes() + " | " + option.standard()
                                + " | " + option.effect() + " |")
                        .toList());
    }
}
