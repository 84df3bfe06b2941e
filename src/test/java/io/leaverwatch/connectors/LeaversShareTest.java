package io.leaverwatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.connectors.InputFiles.Given;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.TestLeavers;
import io.leaverwatch.formats.TestPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaversShareTest {
    private static final LeaverIndex ANN = TestLeavers.of("ann");

    @TempDir
    private Path folder;

    @Test
    void isWorthSharingWhereMuchIsTheLeavers() throws Exception {
        assertThat(isWorthSharing(log("many", 20_000, 2))).isTrue();
    }

    @Test
    void isNotWhereOnlyFewLinesAre() throws Exception {
        assertThat(isWorthSharing(log("few", 200_000, 1_000))).isFalse();
    }

    @Test
    void isNotWhereThereIsLittleToJudge() throws Exception {
        assertThat(isWorthSharing(log("short", 1_000, 1))).isFalse();
        assertThat(isWorthSharing(log("empty", 0, 1))).isFalse();
    }

    @Test
    void isWorthSharingWhereThereAreManyLeavers() throws Exception {
        List<String> many =
                IntStream.range(0, 5_000).mapToObj(i -> "member-" + i).toList();
        Path log = log("short", 1_000, 1);

        assertThat(isWorthSharing(log, TestLeavers.resigned(many).build())).isTrue();
        assertThat(isWorthSharing(
                        log, TestLeavers.resigned(many.subList(1, 5_000)).build()))
                .isFalse();
    }

    private boolean isWorthSharing(Path accesses) throws InputUnreadable {
        return isWorthSharing(accesses, ANN);
    }

    private boolean isWorthSharing(Path accesses, LeaverIndex leavers) throws InputUnreadable {
        try (InputFiles files =
                InputFiles.find(List.of(new Given(InputKind.ACCESS, List.of(accesses.toString()))), folder)) {
            return LeaversShare.isWorthSharing(files, TestPolicies.LONDON, leavers);
        }
    }

    /** Every so many lines one is Ann's. */
    private Path log(String name, int lines, int every) throws IOException {
        return Files.write(
                folder.resolve(name),
                IntStream.range(0, lines)
                        .mapToObj(i -> """
                                {"eventId":"a-%d","occurredAt":"2031-05-21T10:00:00Z","system":"Organise","credentialId":"%s"}""".formatted(i, i % every == 0 ? "ann" : "bob"))
                        .toList());
    }
}
