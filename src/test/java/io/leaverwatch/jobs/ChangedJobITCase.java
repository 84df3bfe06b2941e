package io.leaverwatch.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.domain.Digests;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import io.leaverwatch.testkit.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A job that goes on with another delivery, and one that begins where another one has written. */
@ExtendWith(BrokerExtension.class)
class ChangedJobITCase {
    private static final String AT_LEAST_ONCE = "delivery: at-least-once";
    private static final String EXACTLY_ONCE = "delivery: exactly-once";
    private static final String QUICK_REPAIR = "repairAfter: PT1S";
    private static final int MEMBERS = 3;

    @TempDir
    private Path folder;

    @Test
    void deliveryChangesWithASavepointBothWays(Broker broker) throws Exception {
        LiveTopics topics = LiveTopics.create(broker, folder, "delivery", 2, null, AT_LEAST_ONCE, QUICK_REPAIR);
        Leavers leavers = new Leavers(topics, MEMBERS);
        leavers.leave();
        try (MiniCluster cluster = TestCluster.start(1)) {
            String savepoint = round(cluster, topics, null, leavers, 1, MEMBERS);
            LiveTopics exactly = topics.with(null, EXACTLY_ONCE);
            savepoint = round(cluster, exactly, savepoint, leavers, 2, 2 * MEMBERS);
            // What the first job said, too, is withdrawn by the last.
            LiveTopics again = topics.with(null, AT_LEAST_ONCE, QUICK_REPAIR);
            leavers.reinstate(1);
            round(cluster, again, savepoint, leavers, 3, 2 * MEMBERS);
            Thread.sleep(TimeUnit.SECONDS.toMillis(3));
            assertThat(topics.standing("alerts")).hasSize(2 * MEMBERS);
            assertThat(topics.accessesOfAlerts())
                    .hasSize(2 * MEMBERS)
                    .noneMatch(access -> access.startsWith("access-1-"));
        }
    }

    /** Starts a job, lets all use their logins, waits for that many open alerts, and stops it with a savepoint. */
    private String round(
            MiniCluster cluster, LiveTopics topics, String savepoint, Leavers leavers, int number, int open)
            throws Exception {
        try (LiveRun run = new LiveRun(cluster, topics)) {
            run.start(1, savepoint);
            leavers.access(number);
            Await.until("alerts of round " + number, Await.PATIENCE, () -> {
                Map<String, JsonNode> standing = topics.standing("alerts");
                return standing.size() == open && hasRound(standing, number);
            });
            return run.stop(folder);
        }
    }

    private static boolean hasRound(Map<String, JsonNode> alerts, int number) {
        return alerts.values().stream()
                .anyMatch(alert -> alert.at("/access/eventId").asText().startsWith("access-" + number + "-"));
    }

    @Test
    void leavesAloneWhatAnotherJobWroteBefore(Broker broker) throws Exception {
        LiveTopics first = LiveTopics.create(broker, folder, "before", 2, null, QUICK_REPAIR);
        LiveTopics second = LiveTopics.create(broker, folder, "behind", 2, null, QUICK_REPAIR);
        // The second one writes where the first one has written.
        String settings = Files.readString(second.file());
        for (String word : List.of("alerts", "incidents", "departures")) {
            settings = settings.replace(second.topic(word), first.topic(word));
        }
        Files.writeString(second.file(), settings);
        long began = System.currentTimeMillis();
        try (MiniCluster cluster = TestCluster.start(1)) {
            new Leavers(first, MEMBERS).leave();
            round(cluster, first, null, new Leavers(first, MEMBERS), 1, MEMBERS);
            eachPieceOfEvidenceLiesWhereItSays(first);
            assertThat(first.read("alerts", IsolationLevel.READ_COMMITTED))
                    .as("told when it was found, and not when it happened")
                    .allMatch(
                            record -> record.timestamp() >= began && record.timestamp() <= System.currentTimeMillis());
            Map<String, JsonNode> before = first.newest("alerts");
            Map<String, JsonNode> records = first.newest("departures");
            try (LiveRun run = new LiveRun(cluster, second)) {
                Leavers others = new Leavers(second, 2 * MEMBERS);
                run.start(1, null);
                others.leave();
                others.access(2);
                Await.until(
                        "alerts of the second job",
                        Await.PATIENCE,
                        () -> first.standing("alerts").size() == 3 * MEMBERS);
                Thread.sleep(TimeUnit.SECONDS.toMillis(4));
            }
            assertThat(first.newest("alerts")).containsAllEntriesOf(before);
            // Both jobs tell of the same departures here; the incident of the second is the last word.
            assertThat(first.standing("departures"))
                    .hasSize(2 * MEMBERS)
                    .containsKeys(records.keySet().toArray(String[]::new));
        }
    }

    private static void eachPieceOfEvidenceLiesWhereItSays(LiveTopics topics) throws Exception {
        Map<String, String> hashes = new HashMap<>();
        for (String word : List.of("membership", "credentials", "accesses")) {
            for (ConsumerRecord<String, String> record : topics.read(word, IsolationLevel.READ_COMMITTED)) {
                hashes.put(
                        record.topic() + "/" + record.partition() + "/" + record.offset(),
                        HexFormat.of()
                                .formatHex(
                                        Digests.sha256().digest(record.value().getBytes(UTF_8))));
            }
        }
        int pieces = 0;
        for (JsonNode alert : topics.standing("alerts").values()) {
            for (JsonNode piece : alert.path("evidence")) {
                String place =
                        piece.path("source").asText() + "/" + piece.path("partition") + "/" + piece.path("offset");
                assertThat(hashes).containsEntry(place, piece.path("sha256").asText());
                pieces++;
            }
        }
        assertThat(pieces).isEqualTo(3 * MEMBERS);
    }
}
