package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.StandaloneCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built job on a cluster of processes, while its input keeps coming: whatever is killed, stopped or changed in the
 * middle, the topics end as a replay of the same lines does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillsITCase {
    private static final int ACCESSES = 4_000;
    /** While nothing happens. */
    private static final int FAST = 1_000;
    /** While something does. */
    private static final int SLOW = 20;

    private static final String BROKER = "broker";
    private static final String QUICK_REPAIR = "repairAfter: PT1S";
    private static final String FLINK = "flink:";
    private static final String EVERY_SECOND = "  execution.checkpointing.interval: 1 s";
    private static final String BY_HAND_ALONE = "  execution.checkpointing.interval: 1 h";

    @TempDir
    private Path folder;

    private LiveProcesses live;

    @BeforeAll
    void start() throws Exception {
        live = LiveProcesses.start(
                StandaloneCluster.builder().taskManagers(2).slots(1).highlyAvailable());
    }

    @AfterAll
    void end() throws Exception {
        live.close();
    }

    /** What happens in the middle; takes the running job and gives the one that goes on. */
    @FunctionalInterface
    private interface Disturbance {
        String of(String job, LiveTopics topics) throws Exception;
    }

    @Test
    void endsAsReplayWhenATaskManagerIsKilled() throws Exception {
        check("taskmanager", 2, null, (job, topics) -> {
            live.replaceTaskManager();
            return job;
        });
    }

    /** Seconds later, while the job comes back. */
    @Test
    void endsAsReplayWhenATaskManagerIsKilledSoonAfterAnother() throws Exception {
        check("taskmanagers", 2, null, (job, topics) -> {
            live.replaceTaskManager();
            live.replaceTaskManager();
            return job;
        });
    }

    @Test
    void endsAsReplayWhenTheJobManagerIsKilled() throws Exception {
        check("jobmanager", 2, null, (job, topics) -> {
            live.cluster().killJobManager();
            live.cluster().startJobManager();
            return job;
        });
    }

    @Test
    void endsAsReplayWhenTheBrokerIsRestarted() throws Exception {
        check(BROKER, 2, null, (job, topics) -> {
            live.broker().stop();
            live.broker().restart();
            return job;
        });
    }

    @Test
    void endsAsReplayWhenTheJobIsRescaled() throws Exception {
        check("rescaled", 1, null, (job, topics) -> {
            String wider = live.submit(2, topics, "-s", live.cluster().suspend(job));
            return live.submit(1, topics, "-s", live.cluster().suspend(wider));
        });
    }

    @Test
    void endsAsReplayUnderTheNewPolicyWhenItGoesOnUnderAnother() throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), """
                clockSkew: PT1H
                grace: PT30M
                protectedSystems: [{name: Organise}]
                exemptions:
                  - {memberId: member-4, until: 2031-05-23, reason: handover}
                rules:
                  - {id: cross-system, enabled: false}
                  - {id: post-departure-burst, count: 9}
                  - {id: two-in-a-row, severity: HIGH, contiguous: true, window: PT2H, sequence: [{outcome: DENIED}, {outcome: ERROR}]}
                """);
        check("policy", 2, policy, (job, topics) -> {
            String savepoint = live.cluster().suspend(job);
            return live.submit(2, topics.with(policy, QUICK_REPAIR, FLINK, EVERY_SECOND), "-s", savepoint);
        });
    }

    private void check(String name, int parallelism, Path lastPolicy, Disturbance disturbance) throws Exception {
        LongHistory history = LongHistory.of(name.hashCode(), ACCESSES);
        Replayed expected = history.replay(Files.createDirectory(folder.resolve(name)), lastPolicy);
        LiveTopics topics = LiveTopics.create(live.broker(), folder, name, 2, null, QUICK_REPAIR, FLINK, EVERY_SECOND);
        int lines = history.arrivals().size();
        String job = live.submit(parallelism, topics);
        try (SteadyFeed feed = new SteadyFeed(topics, history.arrivals(), FAST, lines / 5)) {
            feed.awaitStored(lines / 5);
            feed.pace(SLOW, lines * 2 / 5);
            Await.until("alerts are out", LiveProcesses.LIMIT, () -> LiveProcesses.written(topics) > 0);
            int before = LiveProcesses.written(topics);
            int stored = feed.stored();
            feed.pace(SLOW, lines * 3 / 5);

            job = disturbance.of(job, topics);

            live.cluster().awaitStatus(job, "RUNNING");
            Await.until("lines came meanwhile", LiveProcesses.LIMIT, () -> feed.stored() > stored);
            feed.pace(FAST);
            feed.awaitEnd();
            LiveProcesses.awaitSame(expected, topics);
            assertThat(LiveProcesses.written(topics)).isGreaterThan(before);
            // Kafka's clients wait for a broker that is away; all else ends the job, and it goes on from what it has
            // stored.
            assertThat(live.cluster().rest().restored(job)).isGreaterThanOrEqualTo(name.equals(BROKER) ? 0 : 1);
        } finally {
            live.cluster().cancel(job);
        }
    }

    @Test
    void committedReadersSeeEachChangeOnceWhenATaskManagerIsKilledInATransaction() throws Exception {
        LiveTopics topics = LiveTopics.create(
                live.broker(), folder, "exactly-once", 2, null, "delivery: exactly-once", FLINK, BY_HAND_ALONE);
        Leavers leavers = new Leavers(topics, 20);
        String job = live.submit(2, topics);
        try {
            leavers.leave();
            leavers.access(1);
            awaitAlerts(topics, IsolationLevel.READ_UNCOMMITTED, 20);
            assertThat(changes(topics, IsolationLevel.READ_COMMITTED)).isEmpty();
            live.cluster().checkpoint(job);
            awaitAlerts(topics, IsolationLevel.READ_COMMITTED, 20);

            leavers.access(2);
            awaitAlerts(topics, IsolationLevel.READ_UNCOMMITTED, 40);
            List<String> aborted = changes(topics, IsolationLevel.READ_UNCOMMITTED);
            aborted.removeAll(changes(topics, IsolationLevel.READ_COMMITTED));
            assertThat(aborted).hasSize(20);
            live.replaceTaskManager();
            live.cluster().awaitStatus(job, "RUNNING");
            leavers.access(3);
            Await.until("the third round is committed", LiveProcesses.LIMIT, () -> {
                live.cluster().checkpoint(job);
                return changes(topics, IsolationLevel.READ_COMMITTED).size() >= 60;
            });

            List<String> committed = changes(topics, IsolationLevel.READ_COMMITTED);
            List<String> all = changes(topics, IsolationLevel.READ_UNCOMMITTED);
            assertThat(committed).doesNotHaveDuplicates().hasSize(60);
            assertThat(all)
                    .as("the second round was written, aborted, and written again")
                    .hasSizeGreaterThanOrEqualTo(80);
            assertThat(aborted)
                    .allSatisfy(change -> assertThat(Collections.frequency(all, change))
                            .as(change)
                            .isGreaterThan(1));
        } finally {
            live.cluster().cancel(job);
        }
    }

    @Test
    void keepsNoAlertOfAKilledAttemptThatNeverArisesAgain() throws Exception {
        LiveTopics topics =
                LiveTopics.create(live.broker(), folder, "stale", 2, null, QUICK_REPAIR, FLINK, BY_HAND_ALONE);
        Leavers leavers = new Leavers(topics, 40);
        String job = live.submit(2, topics);
        Set<String> reasons = new TreeSet<>();
        try {
            leavers.leave();
            // Which of both is read first after the crash is left to Flink.
            for (int round = 1;
                    round <= 2 || (round <= 10 && reasons.stream().noneMatch(KillsITCase::isRepair));
                    round++) {
                live.cluster().checkpoint(job);
                leavers.access(round);
                int open = 40;
                Await.until(
                        "alerts are out",
                        LiveProcesses.LIMIT,
                        () -> topics.standing("alerts").size() == open);
                live.cluster().killTaskManager();
                leavers.reinstate(round);
                live.cluster().startTaskManager();
                live.cluster().awaitStatus(job, "RUNNING");
                Await.until(
                        "none is open",
                        LiveProcesses.LIMIT,
                        () -> topics.standing("alerts").isEmpty());
                topics.newest("alerts")
                        .values()
                        .forEach(alert ->
                                reasons.add(alert.path("withdrawnBecause").asText()));
            }
            assertThat(reasons).as("at least one by repair").anyMatch(KillsITCase::isRepair);
        } finally {
            live.cluster().cancel(job);
        }
    }

    private static boolean isRepair(String reason) {
        return reason.startsWith(StaleAlertsITCase.REPAIR);
    }

    private static void awaitAlerts(LiveTopics topics, IsolationLevel isolation, int count) {
        Await.value(
                count + " " + isolation,
                LiveProcesses.LIMIT,
                () -> changes(topics, isolation).size(),
                now -> now >= count);
    }

    /** Every record of an alert as its id and status. */
    private static List<String> changes(LiveTopics topics, IsolationLevel isolation) throws Exception {
        List<String> changes = new ArrayList<>();
        for (ConsumerRecord<String, String> record : topics.read("alerts", isolation)) {
            changes.add(record.key() + " "
                    + LiveTopics.JSON.readTree(record.value()).path("status").asText());
        }
        return changes;
    }
}
