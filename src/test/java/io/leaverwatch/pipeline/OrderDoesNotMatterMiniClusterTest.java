package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.reference.RandomHistory;
import io.leaverwatch.reference.ReferenceModel;
import io.leaverwatch.testkit.LateFacts;
import io.leaverwatch.testkit.TestCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The graph, fed random histories in random orders, ends with what the reference model says: alerts with severity,
 * caveats and evidence, incidents and departure records, and CEP drops no fact on the way. A failure names its seed;
 * -Dleaverwatch.seed=N starts there, -Dleaverwatch.cases=1 runs that one alone. The tests run at once, which keeps
 * both of two cores busy.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderDoesNotMatterMiniClusterTest {
    /** For three jobs at once of parallelism 4. */
    private static final int SLOTS = 12;

    private static final long FIRST_SEED = Long.getLong("leaverwatch.seed", 20_310_521L);
    private static final int CASES = Integer.getInteger("leaverwatch.cases", 100);
    private static final int[] PARALLELISMS = {1, 2, 4};

    @TempDir
    private static Path savepoints;

    private MiniCluster cluster;

    @BeforeAll
    void startCluster() throws Exception {
        cluster = TestCluster.start(SLOTS);
        System.out.println("random histories from seed " + FIRST_SEED + ", " + CASES + " cases");
    }

    @AfterAll
    void stopCluster() throws Exception {
        cluster.close();
    }

    @Test
    void endsWithTheModelsAlertsInAnyOrderLive() throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            Case history = new Case(seed);
            run(history.run("live", PipelineMode.live()), history);
        }
    }

    @Test
    void endsWithTheModelsAlertsInAnyOrderInReplay() throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            Case history = new Case(seed);
            run(history.run("replay", PipelineMode.replay()), history);
        }
    }

    @Test
    void endsWithTheModelsAlertsAfterSavepointAndRescale() throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            Case history = new Case(seed);
            runWithSavepoint(history);
        }
    }

    private void run(GraphRun run, Case history) throws Exception {
        JobGraph job = run.job(history.events, history.pauses, Feed.TO_THE_END, null);
        cluster.executeJobBlocking(job);
        check(run, history);
        checkNoFactWasDropped(job, run, history);
    }

    private void runWithSavepoint(Case history) throws Exception {
        GraphRun before = history.run("savepoint", PipelineMode.live());
        JobGraph first = before.job(history.events, history.pauses, history.stop, null);
        cluster.submitJob(first).get();
        while (Feed.given(before.id()) < history.stop || !isRunning(first)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        String savepoint = cluster.stopWithSavepoint(
                        first.getJobID(), savepoints.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get();
        cluster.requestJobResult(first.getJobID()).get();
        int parallelism = PARALLELISMS[history.random.nextInt(PARALLELISMS.length)];
        GraphRun after = new GraphRun(before.id(), before.policy(), before.mode(), parallelism, before.hasWatermarks());
        JobGraph second = after.job(history.events, Set.of(), Feed.TO_THE_END, savepoint);
        cluster.executeJobBlocking(second);
        check(after, history);
        checkNoFactWasDropped(first, before, history);
        checkNoFactWasDropped(second, after, history);
    }

    private boolean isRunning(JobGraph job) throws Exception {
        if (cluster.getJobStatus(job.getJobID()).get() != JobStatus.RUNNING) {
            return false; // while it initializes it has no vertices
        }
        for (AccessExecutionVertex vertex :
                cluster.getExecutionGraph(job.getJobID()).get().getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    private static void check(GraphRun run, Case history) {
        Set<String> said = Said.byProduct(run.verdicts());
        CollectingSink.forget(run.id());
        Set<String> missing = new TreeSet<>(history.expected);
        missing.removeAll(said);
        Set<String> wrong = new TreeSet<>(said);
        wrong.removeAll(history.expected);
        assertThat(missing.isEmpty() && wrong.isEmpty())
                .as(
                        "%s, parallelism %d, seed %d%nmissing %s%nwrong %s",
                        run.id(), run.parallelism(), history.seed, missing, wrong)
                .isTrue();
    }

    /** CEP drops a fact that is older than its watermark, and says so in a counter only. */
    private static void checkNoFactWasDropped(JobGraph job, GraphRun run, Case history) {
        assertThat(LateFacts.takeDropped(job.getJobID()))
                .as("late facts dropped by each rule's subtasks in %s, seed %d", run.id(), history.seed)
                .hasSize(run.policy().enabledRules().size() * run.parallelism())
                .allMatch(count -> count == 0);
    }

    /** A random history, its order, and what it must end with. */
    private static final class Case {
        final long seed;
        final Random random;
        final Policy policy;
        final List<FedEvent> events;
        final Set<Integer> pauses = new HashSet<>();
        final int stop;
        final Set<String> expected;

        Case(long seed) {
            this.seed = seed;
            random = new Random(seed);
            RandomHistory history = RandomHistory.of(seed);
            policy = PolicyReader.read(
                    "policy of seed " + seed, history.policy().toJson(false).getBytes(StandardCharsets.UTF_8));
            events = new ArrayList<>(FedHistory.events(history.inputs(), policy));
            Collections.shuffle(events, random);
            for (int i = random.nextInt(3); i > 0; i--) {
                pauses.add(random.nextInt(events.size()));
            }
            stop = random.nextInt(events.size());
            expected = Said.byReference(ReferenceModel.judge(history.inputs(), history.policy()));
        }

        GraphRun run(String name, PipelineMode mode) {
            int parallelism = PARALLELISMS[random.nextInt(PARALLELISMS.length)];
            return new GraphRun(name + "-" + seed, policy, mode, parallelism, random.nextBoolean());
        }
    }
}
