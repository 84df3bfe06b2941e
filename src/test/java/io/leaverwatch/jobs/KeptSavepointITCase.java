package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import io.leaverwatch.testkit.TestCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint that a released version wrote restores in this one, with all that it held: who left, what is remembered,
 * what is out, and half of a sequence that a rule waits for. A savepoint is kept for each version; what is in it is
 * listed, so that a state's name changes only on purpose. -Dleaverwatch.keep=true writes the one of this version.
 */
@ExtendWith(BrokerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptSavepointITCase {
    private static final String NAME = "kept";
    private static final Path KEPT = Path.of("src/test/resources/state/version-1.gz");
    private static final String METADATA = "_metadata";
    private static final Path LISTING = Path.of("src/test/resources/states.txt");
    private static final Duration LIMIT = Await.PATIENCE;
    /** Far ahead of any clock that runs this: nothing leaves the look-back meanwhile. */
    private static final Instant LEFT = Instant.parse("2131-05-20T17:00:00Z");

    @TempDir
    private Path folder;

    private MiniCluster cluster;

    @BeforeAll
    void startCluster() throws Exception {
        cluster = TestCluster.start(2);
    }

    @AfterAll
    void stopCluster() throws Exception {
        cluster.close();
    }

    @Test
    void restoresWhatTheVersionBeforeHeld(Broker broker) throws Exception {
        try (LiveRun run = LiveRun.of(broker, cluster, folder, NAME, 1, null)) {
            run.send(before(run));
            if (Boolean.getBoolean("leaverwatch.keep")) {
                keep(savepointOfFirstHalf(run));
            }
            run.start(2, unpacked().toUri().toString());
            run.send(after(run));
            Await.until(
                    "all of it is judged",
                    LIMIT,
                    () -> rules(run.newest("alerts"))
                            .containsAll(List.of(
                                    "WITHDRAWN post-departure-access returner",
                                    "OPEN post-departure-access latecomer",
                                    "OPEN denied-then-success prober",
                                    "OPEN post-departure-access prober")));
            assertThat(rules(run.standing("alerts"))).noneMatch(alert -> alert.contains("returner"));
        }
    }

    @Test
    void holdsTheListedStates() throws IOException {
        assertThat(SavepointStates.of(unpacked())).isEqualTo(Files.readString(LISTING));
    }

    /** One that was renamed would be left in the savepoint without a word, and begin empty. */
    @Test
    void jobAsItIsNowHasTheSameStates(Broker broker) throws Exception {
        try (LiveRun run = LiveRun.of(broker, cluster, folder, NAME + "-now", 1, null)) {
            run.send(before(run));
            Path savepoint = Path.of(URI.create(savepointOfFirstHalf(run)));
            assertThat(SavepointStates.of(savepoint)).isEqualTo(Files.readString(LISTING));
        }
    }

    private String savepointOfFirstHalf(LiveRun run) throws Exception {
        run.start(1, null);
        Await.until(
                "the first half is judged", LIMIT, () -> run.standing("alerts").size() == 4);
        return run.stop(folder);
    }

    /** Half of a history: a leaver who will return, one whose departure is not recorded yet, one who tries three times. */
    private static List<ProducerRecord<byte[], byte[]>> before(LiveRun run) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String member : List.of("returner", "prober", "latecomer")) {
            records.add(record(run, "credentials", """
                    {"credentialId":"%1$s@example.org","memberId":"%1$s","relation":"OWNER"}""".formatted(member)));
        }
        records.add(membership(run, "returner", "RESIGNED", LEFT));
        records.add(membership(run, "prober", "RESIGNED", LEFT));
        records.add(access(run, "returner", 1, "SUCCESS"));
        records.add(access(run, "latecomer", 1, "SUCCESS"));
        for (int i = 1; i <= 3; i++) {
            records.add(access(run, "prober", i, "DENIED"));
        }
        // Counted once more as a redelivery.
        records.add(access(run, "prober", 3, "DENIED"));
        records.add(record(run, "accesses", "{\"eventId\":7}"));
        return records;
    }

    private static List<ProducerRecord<byte[], byte[]>> after(LiveRun run) {
        return List.of(
                membership(run, "returner", "REINSTATED", LEFT.plusSeconds(1)),
                membership(run, "latecomer", "RESIGNED", LEFT),
                access(run, "prober", 4, "SUCCESS"));
    }

    private static ProducerRecord<byte[], byte[]> membership(LiveRun run, String member, String type, Instant at) {
        return record(run, "membership", """
                {"eventId":"%s-%s","memberId":"%s","type":"%s","effectiveAt":"%s"}""".formatted(member, type, member, type, at));
    }

    private static ProducerRecord<byte[], byte[]> access(LiveRun run, String member, int minute, String outcome) {
        return record(run, "accesses", """
                {"eventId":"%s-%d","occurredAt":"%s","system":"Organise","credentialId":"%s@example.org",\
                "outcome":"%s"}""".formatted(member, minute, LEFT.plusSeconds(60L * minute), member, outcome));
    }

    private static ProducerRecord<byte[], byte[]> record(LiveRun run, String word, String json) {
        return run.record(word, 0, json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> rules(Map<String, JsonNode> alerts) {
        return alerts.values().stream()
                .map(alert -> alert.path("status").asText() + " "
                        + alert.path("ruleId").asText() + " "
                        + alert.path("memberId").asText())
                .toList();
    }

    /** A small job's savepoint is one file, which packs well. */
    private static void keep(String savepoint) throws IOException {
        Path written = Path.of(URI.create(savepoint));
        try (Stream<Path> files = Files.list(written)) {
            assertThat(files).containsExactly(written.resolve(METADATA));
        }
        Files.createDirectories(KEPT.getParent());
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(KEPT))) {
            Files.copy(written.resolve(METADATA), packed);
        }
        Files.writeString(LISTING, SavepointStates.of(written));
    }

    private Path unpacked() throws IOException {
        Path savepoint = Files.createDirectories(folder.resolve("kept"));
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(KEPT))) {
            Files.copy(packed, savepoint.resolve(METADATA), StandardCopyOption.REPLACE_EXISTING);
        }
        return savepoint;
    }
}
