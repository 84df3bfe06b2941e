package io.leaverwatch.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import io.leaverwatch.testkit.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a job that has no savepoint begins to read accesses; what is known of members it always reads whole. */
@ExtendWith(BrokerExtension.class)
class StartingOffsetsITCase {
    private static final Instant OCCURRED = Instant.parse("2031-05-20T01:00:00Z");
    /** By the topic's time, which is not that of the accesses. */
    private static final Instant STORED = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void earliestReadsAll(Broker broker) throws Exception {
        assertThat(alertsOf(broker, "earliest", "accessesFrom: earliest"))
                .containsExactlyInAnyOrder("before", "at", "new");
    }

    @Test
    void latestReadsWhatComesAfterTheStart(Broker broker) throws Exception {
        assertThat(alertsOf(broker, "latest", "accessesFrom: latest")).containsExactly("new");
    }

    @Test
    void aTimeReadsWhatTheTopicGotFromThenOn(Broker broker) throws Exception {
        assertThat(alertsOf(broker, "time", "accessesFrom: " + STORED)).containsExactlyInAnyOrder("at", "new");
    }

    @Test
    void aSavepointGoesOnWhereItStopped(Broker broker) throws Exception {
        LiveTopics topics = LiveTopics.create(broker, folder, "from-savepoint", 2, null, "accessesFrom: latest");
        try (MiniCluster cluster = TestCluster.start(1);
                LiveRun run = new LiveRun(cluster, topics)) {
            new Leavers(topics, 1).leave();
            run.start(1, null);
            run.awaitRunning();
            String savepoint = run.stop(folder);
            broker.send(List.of(access(topics, "meanwhile", STORED)));
            run.start(1, savepoint);
            awaitAlertOf(topics, "meanwhile");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "2026-03-01T12:00:00Z"})
    void goesOnWithTheOldestLeftWhereTheNextWereDeleted(String start, Broker broker) throws Exception {
        String name = "deleted-" + start.charAt(0);
        LiveTopics topics = LiveTopics.create(broker, folder, name, 2, null, "accessesFrom: " + start);
        try (MiniCluster cluster = TestCluster.start(1);
                LiveRun run = new LiveRun(cluster, topics)) {
            new Leavers(topics, 1).leave();
            run.start(1, null);
            run.awaitRunning();
            broker.send(List.of(access(topics, "read", STORED)));
            awaitAlertOf(topics, "read");
            String savepoint = run.stop(folder);
            broker.send(List.of(access(topics, "deleted", STORED), access(topics, "left", STORED)));
            TopicPartition partition = new TopicPartition(topics.topic("accesses"), 1);
            try (Admin admin = broker.admin()) {
                admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2)))
                        .all()
                        .get();
            }
            run.start(1, savepoint);
            awaitAlertOf(topics, "left");
            assertThat(topics.accessesOfAlerts()).containsExactlyInAnyOrder("read", "left");
        }
    }

    /** The accesses that alerts are about, of one that the topic got before a time, one at it, and one after the start. */
    private Set<String> alertsOf(Broker broker, String name, String setting) throws Exception {
        LiveTopics topics = LiveTopics.create(broker, folder, name, 2, null, setting);
        broker.send(List.of(access(topics, "before", STORED.minusMillis(1)), access(topics, "at", STORED)));
        try (MiniCluster cluster = TestCluster.start(1);
                LiveRun run = new LiveRun(cluster, topics)) {
            new Leavers(topics, 1).leave();
            run.start(1, null);
            run.awaitRunning();
            broker.send(List.of(access(topics, "new", Instant.now())));
            awaitAlertOf(topics, "new");
            return topics.accessesOfAlerts();
        }
    }

    private static void awaitAlertOf(LiveTopics topics, String access) {
        Await.until(
                "an alert of " + access,
                Await.PATIENCE,
                () -> topics.accessesOfAlerts().contains(access));
    }

    /** In one partition, so that what comes later is read later. */
    private static ProducerRecord<byte[], byte[]> access(LiveTopics topics, String id, Instant stored) {
        byte[] line = Leavers.access(id, 0, OCCURRED.plusSeconds(60)).getBytes(UTF_8);
        return new ProducerRecord<>(topics.topic("accesses"), 1, stored.toEpochMilli(), null, line);
    }
}
