package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import io.leaverwatch.testkit.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * At least once: each crash falls between an alert and its checkpoint, and before the job reads again it is said that the
 * member was back at the time. Where that is read before the access, the alert does not arise again, and the restored
 * ledger has never heard of it. Here the TaskManager ends by itself, inside this JVM; KillsITCase kills its process.
 */
@ExtendWith(BrokerExtension.class)
class StaleAlertsITCase {
    private static final Duration LIMIT = Await.PATIENCE;
    private static final int MEMBERS = 30;
    private static final String FLINK = "flink:";
    private static final String BY_HAND_ALONE = "  execution.checkpointing.interval: 1 h";
    static final String REPAIR = "it was found before the job stopped";

    @TempDir
    private Path folder;

    @Test
    void keepsNoAlertOfTenAttemptsThatFailed(Broker broker) throws Exception {
        LiveTopics topics =
                LiveTopics.create(broker, folder, "crashes", 2, null, "repairAfter: PT1S", FLINK, BY_HAND_ALONE);
        try (MiniCluster cluster = TestCluster.start(2);
                LiveRun run = new LiveRun(cluster, topics)) {
            Leavers leavers = new Leavers(topics, MEMBERS);
            leavers.leave();
            run.start(2, null);
            for (int round = 1; round <= 10; round++) {
                crashAfterAlerts(run, topics, leavers, round);
                Await.until(
                        "none is open", LIMIT, () -> topics.standing("alerts").isEmpty());
            }
            Map<String, JsonNode> alerts = topics.newest("alerts");
            assertThat(alerts).hasSize(10 * MEMBERS);
            Await.until(
                    "no incident stands",
                    LIMIT,
                    () -> topics.standing("incidents").isEmpty());
            Await.until(
                    "no departure counts an alert",
                    LIMIT,
                    () -> topics.standing("departures").values().stream()
                            .allMatch(departure -> departure.path("alertCount").isEmpty()));
            assertThat(repaired(alerts))
                    .as("withdrawals that only the repair could make")
                    .isPositive();
        }
    }

    @Test
    void wouldKeepThemWithoutTheRepair(Broker broker) throws Exception {
        LiveTopics topics =
                LiveTopics.create(broker, folder, "unrepaired", 2, null, "repairAfter: P1D", FLINK, BY_HAND_ALONE);
        try (MiniCluster cluster = TestCluster.start(2);
                LiveRun run = new LiveRun(cluster, topics)) {
            Leavers leavers = new Leavers(topics, MEMBERS);
            leavers.leave();
            run.start(2, null);
            for (int round = 1; round <= 6; round++) {
                crashAfterAlerts(run, topics, leavers, round);
            }
            // Comes behind all that was read again.
            leavers.access(7);
            Await.until("later alerts are out", LIMIT, () -> open(topics, "access-7-") == MEMBERS);
            assertThat(topics.standing("alerts").size()).as("stale alerts").isGreaterThan(MEMBERS);
        }
    }

    private static void crashAfterAlerts(LiveRun run, LiveTopics topics, Leavers leavers, int round) throws Exception {
        run.awaitRunning();
        run.checkpoint();
        leavers.access(round);
        Await.until("alerts of round " + round, LIMIT, () -> open(topics, "access-" + round + "-") == MEMBERS);
        run.crash(() -> leavers.reinstate(round));
    }

    private static long open(LiveTopics topics, String accesses) throws Exception {
        return topics.standing("alerts").values().stream()
                .filter(alert -> alert.path("access").path("eventId").asText().startsWith(accesses))
                .count();
    }

    private static long repaired(Map<String, JsonNode> alerts) {
        return alerts.values().stream()
                .filter(alert -> alert.path("withdrawnBecause").asText().startsWith(REPAIR))
                .count();
    }
}
