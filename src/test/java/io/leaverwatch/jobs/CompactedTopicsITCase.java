package io.leaverwatch.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Membership events and links from topics that Kafka compacts, before a job starts and while it runs. */
class CompactedTopicsITCase {
    private static final Instant LEFT = Instant.parse("2031-05-20T00:00:00Z");
    /** Compacts as soon as a segment has ended, which happens with the next record after that time. */
    private static final Map<String, String> COMPACTED = Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "100",
            "min.cleanable.dirty.ratio", "0.001",
            "min.compaction.lag.ms", "0");

    @TempDir
    private Path folder;

    private LiveTopics topics;

    @Test
    void holdsWhatCompactionLeavesAndForgetsNothingThatItTakesLater() throws Exception {
        try (Broker broker = Broker.start(Map.of("log.cleaner.backoff.ms", "100"));
                MiniCluster cluster = TestCluster.start(1)) {
            topics = LiveTopics.create(broker, folder, "compacted", 1, null);
            compact(broker);
            // Fern's resignation was first recorded a month off; Rowan's was deleted, by someone who should have
            // retracted it.
            tell("membership", "out-fern", resigned("fern", LEFT.plusSeconds(2_592_000), "01"));
            tell("membership", "out-rowan", resigned("rowan", LEFT, "01"));
            tell("credentials", "login-fern", link("fern"));
            tell("credentials", "login-rowan", link("rowan"));
            tell("membership", "out-fern", resigned("fern", LEFT, "02"));
            tell("membership", "out-rowan", null);
            awaitLeft("membership", 2);

            try (LiveRun run = new LiveRun(cluster, topics)) {
                run.start(1, null);
                run.awaitRunning();
                access("fern-1", "fern");
                access("rowan-1", "rowan");
                awaitAlerts("fern-1");

                tell("membership", "out-fern", null);
                tell("credentials", "login-fern", null);
                tell("membership", "out-ash", resigned("ash", LEFT, "01"));
                tell("credentials", "login-ash", link("ash"));
                awaitLeft("membership", 3);
                access("fern-2", "fern");
                access("ash-1", "ash");
                awaitAlerts("fern-1", "fern-2", "ash-1");
            }
            assertThat(topics.newest("deadLetters")).isEmpty();
        }
    }

    private void compact(Broker broker) throws Exception {
        Collection<AlterConfigOp> changes = new ArrayList<>();
        COMPACTED.forEach((name, value) ->
                changes.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
        try (Admin admin = broker.admin()) {
            for (String word : List.of("membership", "credentials")) {
                ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, topics.topic(word));
                admin.incrementalAlterConfigs(Map.of(topic, changes)).all().get();
            }
        }
    }

    /** Waits until at most that many records are left, while blank ones end one segment after another. */
    private void awaitLeft(String word, int most) {
        Await.until("compaction of " + word, Await.PATIENCE, () -> {
            tell(word, "segment", " ");
            return topics.read(word, IsolationLevel.READ_COMMITTED).stream()
                            .filter(record -> !record.key().equals("segment"))
                            .count()
                    <= most;
        });
    }

    private void awaitAlerts(String... accesses) {
        Await.value(
                "alerts of " + List.of(accesses),
                Await.PATIENCE,
                topics::accessesOfAlerts,
                found -> found.equals(Set.of(accesses)));
    }

    private void access(String id, String login) {
        String line =
                "{\"eventId\":\"%s\",\"credentialId\":\"login-%s\",\"system\":\"Organise\",\"occurredAt\":\"%s\"}";
        tell("accesses", id, line.formatted(id, login, LEFT.plusSeconds(3_600)));
    }

    private void tell(String word, String key, String text) {
        byte[] value = text == null ? null : text.getBytes(UTF_8);
        topics.broker().send(List.of(new ProducerRecord<>(topics.topic(word), 0, key.getBytes(UTF_8), value)));
    }

    private static String link(String member) {
        return "{\"credentialId\":\"login-%1$s\",\"memberId\":\"%1$s\"}".formatted(member);
    }

    private static String resigned(String member, Instant effectiveAt, String recordedDay) {
        return "{\"eventId\":\"out-%1$s\",\"memberId\":\"%1$s\",\"type\":\"RESIGNED\",\"effectiveAt\":\"%2$s\",\"recordedAt\":\"2031-06-%3$s\"}"
                .formatted(member, effectiveAt, recordedDay);
    }
}
