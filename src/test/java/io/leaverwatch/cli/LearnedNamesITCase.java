package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log in an old encoding, of which each line has the same fields: all its lines are dead letters, not only the first. */
class LearnedNamesITCase {
    private static final int LINES = 3_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"fern, 1", "fern, 2", "someone, 1", "someone, 2"})
    void areNoLongerTrustedWhereTheyAreNotUtf8(String credential, int parallelism) throws Exception {
        String line = "{\"eventId\":\"%d\",\"occurredAt\":\"2031-05-21T08:15:00Z\",\"system\":\"Organise\","
                + "\"credentialId\":\"%s\",\"n\":5,\"gr\u00f6\u00dfe\":5}\n";
        assertThat(deadLetters(line, credential, StandardCharsets.ISO_8859_1, parallelism))
                .isEqualTo(LINES);
    }

    @Test
    void areReadWhereTheyAreUtf8() throws Exception {
        String line = "{\"gr\u00f6\u00dfe\":5,\"eventId\":\"%d\",\"occurredAt\":\"2031-05-21T08:15:00Z\","
                + "\"system\":\"Organise\",\"credentialId\":\"%s\"}\n";
        assertThat(deadLetters(line, "fern", StandardCharsets.UTF_8, 1)).isZero();
    }

    private long deadLetters(String line, String credential, Charset charset, int parallelism) throws Exception {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            log.append(line.formatted(i, credential));
        }
        Path results = folder.resolve("results");
        Run.inProcess(
                "replay",
                "--quiet",
                "--parallelism",
                parallelism,
                "--membership",
                Files.writeString(
                        folder.resolve("m"),
                        "{\"eventId\":\"m\",\"memberId\":\"fern\",\"type\":\"RESIGNED\",\"effectiveAt\":\"2031-05-20\"}\n"),
                "--accesses",
                Files.write(folder.resolve("a"), log.toString().getBytes(charset)),
                "--out",
                results);
        return StoryFiles.summary(results).at("/lines/access/deadLetters").asLong(-1);
    }
}
