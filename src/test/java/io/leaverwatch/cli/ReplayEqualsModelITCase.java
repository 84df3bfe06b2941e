package io.leaverwatch.cli;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leaverwatch.reference.RandomHistory;
import io.leaverwatch.reference.ReferenceInputs;
import io.leaverwatch.reference.ReferenceModel;
import io.leaverwatch.reference.ReferenceResult;
import io.leaverwatch.reference.ReferenceResult.Fate;
import io.leaverwatch.reference.ReferenceResult.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replay of random, hostile files says what the reference model says: alerts with severity, caveats and evidence, dead
 * letters, and each line in one class. -Dleaverwatch.seed=N starts there, -Dleaverwatch.replays=1 runs that one alone.
 */
class ReplayEqualsModelITCase {
    private static final long FIRST_SEED = Long.getLong("leaverwatch.seed", 20_310_601L);
    private static final int CASES = Integer.getInteger("leaverwatch.replays", 60);

    private static final int PARALLELISMS = 4;

    /** Evidence keeps what it was given, numbers of any length and deep nesting included. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(1 << 20)
                    .maxNestingDepth(1_100)
                    .build())
            .build());

    @TempDir
    private Path folder;

    @Test
    void saysWhatTheModelSays() throws IOException, InterruptedException {
        System.out.println("replays of random histories from seed " + FIRST_SEED + ", " + CASES + " cases");
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            RandomHistory history = RandomHistory.of(seed);
            Path own = Files.createDirectory(folder.resolve("seed-" + seed));
            ReferenceInputs inputs = history.inputs().writeTo(own);
            Path policy = Files.writeString(
                    own.resolve("policy.json"), history.policy().toJson(false));
            Path out = own.resolve("results");
            boolean isPiped = seed / PARALLELISMS % 2 == 0;
            Path accesses = Path.of(inputs.accesses().get(0).name());
            Path bytes = own.resolve("bytes");
            if (isPiped) {
                pipe(Files.move(accesses, bytes), accesses);
            }
            Run.inProcess(words(inputs, policy, out, 1 + (int) (seed % PARALLELISMS)))
                    .isDone();
            if (isPiped) {
                Files.move(bytes, accesses, REPLACE_EXISTING);
            }
            check(seed, out, ReferenceModel.judge(inputs, history.policy()));
        }
    }

    /** Gives a file through a pipe: with one among the accesses all operators have as many subtasks as the readers. */
    private static void pipe(Path bytes, Path pipe) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread writer = new Thread(() -> {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                Files.copy(bytes, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.setDaemon(true);
        writer.start();
    }

    private static Object[] words(ReferenceInputs inputs, Path policy, Path out, int parallelism) {
        List<Object> words = new ArrayList<>(List.of("replay", "--quiet", "--policy", policy, "--out", out));
        words.addAll(List.of("--parallelism", parallelism, "--membership"));
        inputs.memberships().forEach(s -> words.add(s.name()));
        words.add("--credentials");
        inputs.credentials().forEach(s -> words.add(s.name()));
        words.add("--accesses");
        inputs.accesses().forEach(s -> words.add(s.name()));
        return words.toArray();
    }

    private static void check(long seed, Path out, ReferenceResult model) throws IOException {
        List<JsonNode> alerts = read(out.resolve("alerts.ndjson"));
        List<JsonNode> incidents = read(out.resolve("incidents.ndjson"));
        List<JsonNode> departures = read(out.resolve("departures.ndjson"));
        JsonNode summary = JSON.readTree(out.resolve("summary.json").toFile());
        compare(
                "seed " + seed + ": alerts",
                alerts.stream().map(Told::alert),
                model.alerts().stream().map(Told::alert));
        compare(
                "seed " + seed + ": incidents",
                incidents.stream().map(Told::incident),
                model.incidents().stream().map(Told::incident));
        compare(
                "seed " + seed + ": departures",
                departures.stream().map(Told::departureRecord),
                model.departures().stream().map(Told::departureRecord));
        Set<String> dead = read(out.resolve("dead-letters.ndjson")).stream()
                .map(d -> d.path("source").asText() + "@" + d.path("position").asLong())
                .collect(Collectors.toSet());
        assertThat(dead).as("seed %d: dead letters", seed).containsAll(places(model.requiredDeadLetters()));
        dead.removeAll(places(model.requiredDeadLetters()));
        assertThat(places(model.optionalDeadLetters()))
                .as("seed %d: dead letters that are allowed", seed)
                .containsAll(dead);
        inOrder(alerts, "/occurredAt", "/alertId");
        inOrder(incidents, "/firstSeen", "/incidentId");
        inOrder(departures, "/departure/effectiveAt", "/departureId");
        SummaryRecount.check(summary, alerts, incidents.size(), departures);
        checkCounts(seed, summary.path("lines"), model);
    }

    private static List<JsonNode> read(Path file) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    /** By a time, and where that is the same by an id. */
    private static void inOrder(List<JsonNode> records, String time, String id) {
        assertThat(records)
                .as("by " + time + " and " + id)
                .isSortedAccordingTo(Comparator.comparing((JsonNode record) ->
                                Instant.parse(record.at(time).asText()))
                        .thenComparing(record -> record.at(id).asText()));
    }

    private static void checkCounts(long seed, JsonNode lines, ReferenceResult model) {
        for (Kind kind : Kind.values()) {
            JsonNode told =
                    lines.path(kind == Kind.CREDENTIAL ? "link" : kind.name().toLowerCase(Locale.ROOT));
            String as = "seed %d: %s".formatted(seed, kind);
            long all = model.lines().stream().filter(l -> l.kind() == kind).count();
            assertThat(told.path("lines").asLong()).as(as).isEqualTo(all);
            assertThat(told.path("blank").asInt()).as(as).isEqualTo(model.count(kind, Fate.BLANK));
            assertThat(told.path("evidence").asInt()).as(as).isEqualTo(model.count(kind, Fate.EVIDENCE));
            // A link whose credential no leaver can hold is not concerned: its repeats need not be looked for.
            boolean mayMiss = kind == Kind.CREDENTIAL;
            assertThat(told.path("redeliveries").asInt())
                    .as(as)
                    .isBetween(mayMiss ? 0 : model.certain(kind, Fate.REDELIVERY), model.count(kind, Fate.REDELIVERY));
            assertThat(told.path("conflicts").asInt())
                    .as(as)
                    .isBetween(mayMiss ? 0 : model.certainConflicts(kind), model.conflicts(kind));
            long sum = 0;
            for (String part :
                    List.of("blank", "deadLetters", "redeliveries", "notConcerned", "considered", "evidence")) {
                sum += told.path(part).asLong();
            }
            assertThat(sum).as(as).isEqualTo(all);
        }
    }

    private static Set<String> places(Collection<ReferenceResult.Line> lines) {
        return lines.stream().map(l -> l.source() + "@" + l.position()).collect(Collectors.toSet());
    }

    private static void compare(String what, Stream<String> told, Stream<String> modelled) {
        List<String> said = told.sorted().toList();
        List<String> expected = modelled.sorted().toList();
        assertThat(without(expected, said)).as("missing, " + what).isEmpty();
        assertThat(without(said, expected)).as("wrong, " + what).isEmpty();
        assertThat(said).as("twice, " + what).isEqualTo(expected);
    }

    private static SortedSet<String> without(Collection<String> all, Collection<String> those) {
        SortedSet<String> rest = new TreeSet<>(all);
        rest.removeAll(those);
        return rest;
    }
}
