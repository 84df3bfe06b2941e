package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import io.leaverwatch.testkit.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exactly once: a job that is down for longer than its transactions may stay open loses them, and with them alerts that its
 * state takes for told. The job that goes on says them again. One that goes on from an older savepoint withdraws what was
 * committed since and does not arise again.
 */
@ExtendWith(BrokerExtension.class)
class LostTransactionsITCase {
    private static final int MEMBERS = 5;
    private static final String[] SETTINGS = {
        "delivery: exactly-once", "repairAfter: PT1S", "flink:", "  execution.checkpointing.interval: 1 h"
    };

    @TempDir
    private Path folder;

    @Test
    void saysAgainWhatWasLostWithItsTransaction(Broker broker) throws Exception {
        LiveTopics topics = LiveTopics.create(broker, folder, "lost", 2, null, SETTINGS);
        Leavers leavers = new Leavers(topics, MEMBERS);
        leavers.leave();
        try (MiniCluster cluster = TestCluster.start(1)) {
            String savepoint;
            try (LiveRun run = new LiveRun(cluster, topics)) {
                run.start(1, null);
                run.awaitRunning();
                // Flink makes one of its own when a job starts, which would commit what was said before it.
                run.checkpoint();
                leavers.access(1);
                Await.until(
                        "said, not committed",
                        Await.PATIENCE,
                        () -> alerts(topics, IsolationLevel.READ_UNCOMMITTED).size() == MEMBERS);
                savepoint = savepoint(cluster, run);
            }
            assertThat(alerts(topics, IsolationLevel.READ_COMMITTED)).isEmpty();
            lose(broker, topics);
            assertThat(alerts(topics, IsolationLevel.READ_COMMITTED)).isEmpty();
            try (LiveRun run = new LiveRun(cluster, topics)) {
                run.start(1, savepoint);
                run.awaitRunning();
                awaitCommitted(run, topics, MEMBERS);
                Await.until("incidents", Await.PATIENCE, () -> committed(run, topics, "incidents") == MEMBERS);
                Await.until("departures", Await.PATIENCE, () -> committed(run, topics, "departures") == MEMBERS);
                // What is read is waited for no longer.
                Thread.sleep(Duration.ofSeconds(8).toMillis());
                run.checkpoint();
                assertThat(topics.read("alerts", IsolationLevel.READ_COMMITTED)).hasSize(MEMBERS);
            }
        }
    }

    @Test
    void withdrawsWhatWasCommittedSinceAnOlderSavepoint(Broker broker) throws Exception {
        LiveTopics topics = LiveTopics.create(broker, folder, "older", 2, null, SETTINGS);
        Leavers leavers = new Leavers(topics, MEMBERS);
        leavers.leave();
        try (MiniCluster cluster = TestCluster.start(1)) {
            String savepoint;
            try (LiveRun run = new LiveRun(cluster, topics)) {
                run.start(1, null);
                run.awaitRunning();
                savepoint = savepoint(cluster, run);
                leavers.access(1);
                awaitCommitted(run, topics, MEMBERS);
            }
            leavers.reinstate(1);
            try (LiveRun run = new LiveRun(cluster, topics)) {
                run.start(1, savepoint);
                run.awaitRunning();
                Await.until("none is open", Await.PATIENCE, () -> committed(run, topics, "alerts") == 0);
                Await.until("no incident", Await.PATIENCE, () -> committed(run, topics, "incidents") == 0);
            }
            assertThat(topics.newest("alerts")).hasSize(MEMBERS);
        }
    }

    private void awaitCommitted(LiveRun run, LiveTopics topics, int count) {
        Await.until("alerts committed", Await.PATIENCE, () -> committed(run, topics, "alerts") == count);
    }

    private static long committed(LiveRun run, LiveTopics topics, String word) throws Exception {
        run.checkpoint();
        return topics.standing(word).size();
    }

    private String savepoint(MiniCluster cluster, LiveRun run) throws Exception {
        return cluster.triggerSavepoint(run.job(), folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get();
    }

    private static Set<String> alerts(LiveTopics topics, IsolationLevel isolation) {
        return topics.read("alerts", isolation).stream()
                .map(record -> record.key())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Leaves nothing of what was said, as if the brokers had given up its transactions: Flink passes over that. */
    private static void lose(Broker broker, LiveTopics topics) throws Exception {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        for (String word : List.of("alerts", "incidents", "departures")) {
            for (int i = 0; i < topics.partitions(); i++) {
                all.put(new TopicPartition(topics.topic(word), i), RecordsToDelete.beforeOffset(-1));
            }
        }
        try (Admin admin = broker.admin()) {
            admin.deleteRecords(all).all().get();
        }
    }
}
