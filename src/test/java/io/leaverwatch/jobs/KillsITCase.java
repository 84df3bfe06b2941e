package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.ClusterRest;
import io.leaverwatch.testkit.StandaloneCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    private static final String EVERY_SECOND = "1 s";
    private static final String BY_HAND_ALONE = "1 h";

    private static final int KILLS = 10;
    private static final int MEMBERS = 40;

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
        String of(String job, LiveTopics topics, DownTime down) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXACTLY_ONCE_ON_HEAP")
    void endsAsReplayWhenATaskManagerIsKilled(Guarantee guarantee) throws Exception {
        check("taskmanager", guarantee, 2, null, (job, topics, down) -> {
            replaceTaskManager(job, down);
            return job;
        });
    }

    /** Seconds later, while the job comes back. */
    @Test
    void endsAsReplayWhenATaskManagerIsKilledSoonAfterAnother() throws Exception {
        check("taskmanagers", Guarantee.AT_LEAST_ONCE_ON_HEAP, 2, null, (job, topics, down) -> {
            live.replaceTaskManager();
            replaceTaskManager(job, down);
            return job;
        });
    }

    private void replaceTaskManager(String job, DownTime down) throws Exception {
        live.takeDown(job);
        down.ofTheJob();
        live.cluster().startTaskManager();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXACTLY_ONCE_ON_HEAP")
    void endsAsReplayWhenTheJobManagerIsKilled(Guarantee guarantee) throws Exception {
        check("jobmanager", guarantee, 2, null, (job, topics, down) -> {
            live.cluster().killJobManager();
            down.ofTheJob();
            live.cluster().startJobManager();
            return job;
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXACTLY_ONCE_ON_HEAP")
    void endsAsReplayWhenTheBrokerIsRestarted(Guarantee guarantee) throws Exception {
        check(BROKER, guarantee, 2, null, (job, topics, down) -> {
            live.broker().stop();
            down.ofTheBroker();
            live.broker().restart();
            return job;
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXACTLY_ONCE_ON_HEAP")
    void endsAsReplayWhenTheJobIsRescaled(Guarantee guarantee) throws Exception {
        check("rescaled", guarantee, 1, null, (job, topics, down) -> {
            String savepoint = live.cluster().suspend(job);
            down.ofTheJob();
            String wider = live.submit(2, topics, "-s", savepoint);
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
        Guarantee guarantee = Guarantee.AT_LEAST_ONCE_ON_HEAP;
        check("policy", guarantee, 2, policy, (job, topics, down) -> {
            String savepoint = live.cluster().suspend(job);
            down.ofTheJob();
            return live.submit(2, topics.with(policy, guarantee.settings(EVERY_SECOND)), "-s", savepoint);
        });
    }

    private void check(String what, Guarantee guarantee, int parallelism, Path lastPolicy, Disturbance disturbance)
            throws Exception {
        String name = what + "-" + guarantee.ordinal();
        LongHistory history = LongHistory.of(name.hashCode(), ACCESSES);
        Replayed expected = history.replay(Files.createDirectory(folder.resolve(name)), lastPolicy);
        LiveTopics topics = LiveTopics.create(live.broker(), folder, name, 2, null, guarantee.settings(EVERY_SECOND));
        List<LongHistory.Line> arrivals = history.arrivals();
        int lines = arrivals.size();
        String job = live.submit(parallelism, topics);
        try (SteadyFeed feed = new SteadyFeed(topics, arrivals, FAST, lines / 5)) {
            feed.awaitStored(lines / 5);
            feed.pace(SLOW, lines * 2 / 5);
            Await.until("alerts are out", LiveProcesses.LIMIT, () -> LiveProcesses.written(topics) > 0);
            live.awaitState(job, topics, guarantee);
            int before = LiveProcesses.written(topics);
            feed.pace(SLOW, lines * 3 / 5);
            DownTime down = new DownTime(feed, arrivals, topics);

            job = disturbance.of(job, topics, down);

            live.cluster().awaitStatus(job, "RUNNING");
            feed.pace(FAST);
            feed.awaitEnd();
            LiveProcesses.awaitSame(expected, topics);
            assertThat(LiveProcesses.written(topics)).isGreaterThan(before);
            Await.value("all lines are read", LiveProcesses.LIMIT, topics::taken, taken -> taken == lines);
            down.assertTold();
            if (!what.equals(BROKER)) {
                // Kafka's clients wait for a broker that is away; all else ends the job.
                assertThat(live.cluster().rest().restored(job)).isPositive();
            }
            if (guarantee.isExactlyOnce()) {
                AlertChanges.assertEachOnce(topics, history.steadyMembers());
            }
        } finally {
            live.cluster().cancel(job);
        }
    }

    /** The job says nothing of itself between, so that each kill falls into a transaction. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AT_LEAST_ONCE_ON_HEAP")
    void committedReadersSeeEachChangeOnceWhenAProcessIsKilledInATransaction(Guarantee guarantee) throws Exception {
        String name = "transactions-" + guarantee.ordinal();
        LiveTopics topics = LiveTopics.create(live.broker(), folder, name, 2, null, guarantee.settings(BY_HAND_ALONE));
        Leavers leavers = new Leavers(topics, 20);
        String job = live.submit(2, topics);
        try {
            leavers.leave();
            leavers.access(1);
            awaitAlerts(topics, IsolationLevel.READ_UNCOMMITTED, 20);
            assertThat(AlertChanges.of(topics, IsolationLevel.READ_COMMITTED)).isEmpty();
            live.cluster().checkpoint(job);
            awaitAlerts(topics, IsolationLevel.READ_COMMITTED, 20);

            killInATransaction(topics, job, leavers, 2, live::replaceTaskManager);
            killInATransaction(topics, job, leavers, 4, () -> {
                live.cluster().killJobManager();
                live.cluster().startJobManager();
            });
        } finally {
            live.cluster().cancel(job);
        }
    }

    @FunctionalInterface
    private interface Kill {
        void run() throws Exception;
    }

    private void killInATransaction(LiveTopics topics, String job, Leavers leavers, int round, Kill kill)
            throws Exception {
        leavers.access(round);
        awaitAlerts(topics, IsolationLevel.READ_UNCOMMITTED, 20 * round);
        List<String> aborted = AlertChanges.of(topics, IsolationLevel.READ_UNCOMMITTED);
        aborted.removeAll(AlertChanges.of(topics, IsolationLevel.READ_COMMITTED));
        assertThat(aborted).hasSize(20);
        kill.run();
        live.cluster().awaitStatus(job, "RUNNING");
        leavers.access(round + 1);
        int changes = 20 * (round + 1);
        Await.until("the next round is committed", LiveProcesses.LIMIT, () -> {
            live.cluster().checkpoint(job);
            return AlertChanges.of(topics, IsolationLevel.READ_COMMITTED).size() >= changes;
        });

        assertThat(AlertChanges.of(topics, IsolationLevel.READ_COMMITTED))
                .doesNotHaveDuplicates()
                .hasSize(changes);
        List<String> all = AlertChanges.of(topics, IsolationLevel.READ_UNCOMMITTED);
        assertThat(aborted)
                .as("what was written, aborted, and written again")
                .allSatisfy(change -> assertThat(Collections.frequency(all, change))
                        .as(change)
                        .isGreaterThan(1));
    }

    @Test
    void keepsNoAlertOfTenKilledAttemptsThatNeverArisesAgain() throws Exception {
        LiveTopics topics = LiveTopics.create(
                live.broker(), folder, "stale", 2, null, Guarantee.AT_LEAST_ONCE_ON_HEAP.settings(BY_HAND_ALONE));
        Leavers leavers = new Leavers(topics, MEMBERS);
        ClusterRest rest = live.cluster().rest();
        String job = live.submit(2, topics);
        try {
            leavers.leave();
            for (int round = 1; round <= KILLS; round++) {
                long checkpoint = live.cluster().checkpoint(job);
                leavers.access(round);
                Await.until(
                        "alerts are out",
                        LiveProcesses.LIMIT,
                        () -> topics.standing("alerts").size() == MEMBERS);
                assertThat(rest.newestCheckpoint(job)).isEqualTo(checkpoint);
                live.cluster().killTaskManager();
                leavers.reinstate(round);
                live.cluster().startTaskManager();
                Await.value(
                        "the job went back to before the alerts",
                        LiveProcesses.LIMIT,
                        () -> rest.restoredCheckpoint(job),
                        restored -> restored == checkpoint);
                live.cluster().awaitStatus(job, "RUNNING");
                Await.until(
                        "none is open",
                        LiveProcesses.LIMIT,
                        () -> topics.standing("alerts").isEmpty());
            }
            Map<String, JsonNode> alerts = topics.newest("alerts");
            assertThat(alerts).hasSize(KILLS * MEMBERS);
            // Which of both is read first after a crash is left to Flink.
            assertThat(alerts.values())
                    .as("at least one withdrawal by repair")
                    .anyMatch(alert -> alert.path("withdrawnBecause").asText().startsWith(StaleAlertsITCase.REPAIR));
            Await.until(
                    "no incident stands",
                    LiveProcesses.LIMIT,
                    () -> topics.standing("incidents").isEmpty());
        } finally {
            live.cluster().cancel(job);
        }
    }

    private static void awaitAlerts(LiveTopics topics, IsolationLevel isolation, int count) {
        Await.value(
                count + " " + isolation,
                LiveProcesses.LIMIT,
                () -> new HashSet<>(AlertChanges.of(topics, isolation)).size(),
                now -> now >= count);
    }
}
