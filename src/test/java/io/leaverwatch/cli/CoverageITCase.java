package io.leaverwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That nothing was found is worth what was read: a departure without an access says of each file and system from when to
 * when it goes, how many lines that is, and where it is silent. Worked out here by sorting all times.
 */
class CoverageITCase {
    private static final long SEED = 20_310_704L;
    /** More than a file is cut into for one reader. */
    private static final int LINES = 150_000;

    private static final Duration GAP = Duration.ofMinutes(30);
    private static final Instant START = Instant.parse("2031-05-01T00:00:00Z");
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @Test
    void saysOfEachFileAndSystemWhatWasReadAndWhereItIsSilent() throws Exception {
        List<Instant> large = times(LINES);
        List<Instant> small = times(300);
        Path plain = folder.resolve("large.ndjson");
        Path packed = folder.resolve("small.ndjson.gz");
        try (OutputStream out = Files.newOutputStream(plain)) {
            write(out, large, "Contact Creator", 5);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            write(out, small, "organise", 2);
        }
        assertThat(Files.size(plain)).isGreaterThan(20L << 20);
        for (int parallelism : List.of(1, 2)) {
            List<JsonNode> records = replay(plain, packed, parallelism);
            assertThat(records).hasSize(1);
            assertThat(records.get(0).path("finding").asText()).isEqualTo("NONE_FOUND");
            assertThat(records.get(0).path("coverage"))
                    .containsExactlyInAnyOrder(
                            entry(plain, "Contact Creator", large, 5),
                            entry(plain, "Organise", List.of(), 5),
                            entry(packed, "Contact Creator", List.of(), 2),
                            entry(packed, "Organise", small, 2));
        }
    }

    private List<JsonNode> replay(Path plain, Path packed, int parallelism) throws Exception {
        Path out = folder.resolve("results-" + parallelism);
        String left =
                "{\"eventId\":\"out\",\"memberId\":\"fern\",\"type\":\"RESIGNED\",\"effectiveAt\":\"2031-05-20T17:00Z\"}";
        Run.inProcess(
                        "replay",
                        "--quiet",
                        "--membership",
                        Files.writeString(folder.resolve("memberships.ndjson"), left),
                        "--accesses",
                        plain,
                        packed,
                        "--policy",
                        Files.writeString(folder.resolve("policy.yaml"), "coverage: {gap: " + GAP + "}\n"),
                        "--parallelism",
                        parallelism,
                        "--out",
                        out)
                .isDone();
        return StoryFiles.read(out.resolve("departures.ndjson"));
    }

    /** Most follow each other within the gap, some at exactly it, some later; some at the same time. */
    private List<Instant> times(int count) {
        List<Instant> times = new ArrayList<>();
        Instant at = START;
        for (int i = 0; i < count; i++) {
            long millis = switch (random.nextInt(1_000)) {
                case 0 -> GAP.toMillis() + 1 + random.nextInt(10_000_000);
                case 1 -> GAP.toMillis();
                case 2 -> 0;
                default -> random.nextInt(20_000);
            };
            at = at.plusMillis(millis);
            times.add(at);
        }
        return times;
    }

    /** In any order, with an access to another system now and then, and some broken lines. */
    private void write(OutputStream out, List<Instant> times, String system, int broken) throws Exception {
        List<Instant> shuffled = new ArrayList<>(times);
        Collections.shuffle(shuffled, random);
        for (int i = 0; i < shuffled.size(); i++) {
            out.write(line(i, shuffled.get(i), system));
            if (i % 100 == 7) {
                out.write(line(i, shuffled.get(i).plus(Duration.ofDays(900)), "Canteen"));
            }
            if (i < broken) {
                out.write("{\"broken\n".getBytes(UTF_8));
            }
        }
    }

    private static byte[] line(int number, Instant at, String system) {
        return """
                {"eventId":"a-%07d","occurredAt":"%s","system":"%s","credentialId":"rowan@example.org","action":"VIEW","userAgent":"Browser 1.0"}
                """.formatted(number, TIME.format(at), system).getBytes(UTF_8);
    }

    private static JsonNode entry(Path source, String system, List<Instant> times, int deadLetters) {
        List<Instant> sorted = times.stream().sorted().toList();
        var entry = JSON.createObjectNode()
                .put("source", source.toString())
                .put("system", system)
                .put("firstEvent", sorted.isEmpty() ? null : TIME.format(sorted.get(0)))
                .put("lastEvent", sorted.isEmpty() ? null : TIME.format(sorted.get(sorted.size() - 1)))
                .put("events", sorted.size());
        var gaps = entry.putArray("gaps");
        for (int i = 1; i < sorted.size(); i++) {
            if (Duration.between(sorted.get(i - 1), sorted.get(i)).compareTo(GAP) > 0) {
                gaps.addObject().put("from", TIME.format(sorted.get(i - 1))).put("until", TIME.format(sorted.get(i)));
            }
        }
        assertThat(sorted.size() < 1_000 || gaps.size() > 50).isTrue();
        return entry.put("deadLetters", deadLetters);
    }
}
