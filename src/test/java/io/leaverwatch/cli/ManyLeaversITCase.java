package io.leaverwatch.cli;

import static io.leaverwatch.cli.StoryFiles.assertSameResults;
import static io.leaverwatch.cli.StoryFiles.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** So many leavers that what judges them is shared out among subtasks, which a replay of few does not do. */
class ManyLeaversITCase {
    private static final int LEAVERS = 9_000;

    @TempDir
    private Path folder;

    @Test
    void writesTheSameBytesHoweverManySubtasksJudgeThem() throws IOException {
        Path members = lines("members", i -> """
                {"eventId":"m-%1$d","memberId":"member-%1$d","type":"RESIGNED","effectiveAt":"2031-05-20T18:00:00Z"}""".formatted(i));
        Path links = lines("links", i -> """
                {"credentialId":"login-%1$d","memberId":"member-%1$d"}""".formatted(i));
        Path accesses = lines("accesses", i -> """
                {"eventId":"a-%1$d","occurredAt":"2031-05-21T%2$02d:00:00Z","system":"Organise","credentialId":"login-%1$d"}""".formatted(i, i % 24));
        Path first = folder.resolve("1");

        Run.inProcess(words(members, links, accesses, first, 1)).isDone();

        assertThat(read(first.resolve("alerts.ndjson"))).hasSize(LEAVERS);
        assertThat(read(first.resolve("departures.ndjson"))).hasSize(LEAVERS);
        for (int parallelism : new int[] {2, 4}) {
            Path other = folder.resolve(String.valueOf(parallelism));
            Run.inProcess(words(members, links, accesses, other, parallelism)).isDone();
            assertSameResults(other, first);
        }
    }

    private static Object[] words(Path members, Path links, Path accesses, Path out, int parallelism) {
        return new Object[] {
            "replay",
            "--quiet",
            "--membership",
            members,
            "--credentials",
            links,
            "--accesses",
            accesses,
            "--out",
            out,
            "--parallelism",
            parallelism
        };
    }

    private Path lines(String name, IntFunction<String> line) throws IOException {
        return Files.write(
                folder.resolve(name), IntStream.range(0, LEAVERS).mapToObj(line).toList());
    }
}
