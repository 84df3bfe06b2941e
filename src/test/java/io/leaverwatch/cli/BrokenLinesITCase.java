package io.leaverwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leaverwatch.reference.BrokenAccesses;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file in which one line in a hundred is broken: each of these is set aside, and nothing else changes. */
class BrokenLinesITCase {
    private static final int LINES = 200_000;
    private static final int BROKEN = LINES / 100;
    private static final int LEAVERS = 40;
    private static final long SEED = 20_310_702L;
    private static final List<String> MEMBERSHIPS = IntStream.range(0, LEAVERS)
            .mapToObj(i -> "{\"eventId\":\"left-%1$d\",\"memberId\":\"member-%1$d\",\"type\":\"RESIGNED\",".formatted(i)
                    + "\"effectiveAt\":\"2031-06-01T08:00:00Z\"}")
            .toList();
    private static final List<String> CREDENTIALS = IntStream.range(0, LEAVERS)
            .mapToObj(i -> "{\"credentialId\":\"login-%1$d\",\"memberId\":\"member-%1$d\"}".formatted(i))
            .toList();
    private static final List<String> LOGINS =
            IntStream.range(0, LEAVERS).mapToObj(i -> "login-" + i).toList();

    @TempDir
    private Path folder;

    private final Set<Long> brokenAt = new HashSet<>();
    private int byLeavers;

    @Test
    void setsEachBrokenLineOfALargeFileAsideAndChangesNothingElse() throws IOException {
        Path members = Files.write(folder.resolve("members.ndjson"), MEMBERSHIPS);
        Path links = Files.write(folder.resolve("links.ndjson"), CREDENTIALS);
        Path whole = folder.resolve("whole.ndjson");
        Path mixed = folder.resolve("mixed.ndjson");
        write(whole, mixed);

        Path expected = replay(members, links, whole, 1);
        Path said = replay(members, links, mixed, 2);

        assertThat(placeless(said)).isNotEmpty().isEqualTo(placeless(expected));
        List<JsonNode> dead = StoryFiles.read(said.resolve("dead-letters.ndjson"));
        assertThat(dead).extracting(letter -> letter.path("position").asLong()).hasSameElementsAs(brokenAt);
        assertThat(dead).hasSize(BROKEN);
        assertThat(dead.stream().map(letter -> letter.path("reason").asText()).distinct())
                .as("kinds of broken lines")
                .hasSizeGreaterThan(20);

        JsonNode lines = StoryFiles.summary(said).at("/lines/access");
        assertThat(count(lines, "lines")).isEqualTo(LINES);
        assertThat(count(lines, "deadLetters")).isEqualTo(BROKEN);
        assertThat(count(lines, "blank") + count(lines, "redeliveries")).isZero();
        assertThat(count(lines, "considered") + count(lines, "evidence")).isEqualTo(byLeavers);
        assertThat(count(lines, "notConcerned")).isEqualTo(LINES - BROKEN - byLeavers);
    }

    /** The same accesses in both files, and in the second the broken lines among them. */
    private void write(Path whole, Path mixed) throws IOException {
        Random random = new Random(SEED);
        Iterator<byte[]> broken = BrokenAccesses.of(SEED, BROKEN, MEMBERSHIPS, CREDENTIALS, LOGINS)
                .iterator();
        Set<Integer> chosen = new HashSet<>();
        while (chosen.size() < BROKEN) {
            chosen.add(random.nextInt(LINES));
        }
        long position = 0;
        try (OutputStream one = new BufferedOutputStream(Files.newOutputStream(whole));
                OutputStream other = new BufferedOutputStream(Files.newOutputStream(mixed))) {
            for (int i = 0; i < LINES; i++) {
                byte[] line;
                if (chosen.contains(i)) {
                    line = broken.next();
                    brokenAt.add(position);
                } else {
                    line = access(i, random);
                    one.write(line);
                    one.write('\n');
                }
                other.write(line);
                other.write('\n');
                position += line.length + 1;
            }
        }
    }

    /** Half of the leavers' accesses come after their departure. */
    private byte[] access(int i, Random random) {
        boolean byLeaver = random.nextInt(50) == 0;
        byLeavers += byLeaver ? 1 : 0;
        String login = byLeaver ? LOGINS.get(random.nextInt(LEAVERS)) : "other-" + random.nextInt(1_000);
        Instant at = Instant.parse("2031-05-31T08:00:00Z").plusMillis((long) i * 172_800_000 / LINES);
        return ("{\"eventId\":\"access-%d\",\"occurredAt\":\"%s\",\"system\":\"Organise\","
                        + "\"credentialId\":\"%s\",\"action\":\"VIEW\"}")
                .formatted(i, at, login)
                .getBytes(UTF_8);
    }

    private Path replay(Path members, Path links, Path accesses, int parallelism) {
        Path out = folder.resolve("results-" + parallelism);
        List<Object> words = new ArrayList<>(List.of("replay", "--quiet", "--membership", members));
        words.addAll(List.of("--credentials", links, "--accesses", accesses, "--parallelism", parallelism));
        words.addAll(List.of("--out", out));
        Run.inProcess(words.toArray()).isDone();
        return out;
    }

    /** The alerts, without where their accesses were read. */
    private static List<JsonNode> placeless(Path out) throws IOException {
        List<JsonNode> alerts = StoryFiles.read(out.resolve("alerts.ndjson"));
        for (JsonNode alert : alerts) {
            alert.path("evidence").forEach(piece -> ((ObjectNode) piece).remove(List.of("source", "position")));
        }
        return alerts;
    }

    private static long count(JsonNode lines, String name) {
        assertThat(lines.path(name).isIntegralNumber()).as(name).isTrue();
        return lines.path(name).asLong();
    }
}
