package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;

/**
 * The built job's surroundings as processes.
 *
 * @param broker where the topics are
 * @param cluster where the job runs
 */
record LiveProcesses(Broker broker, StandaloneCluster cluster) implements AutoCloseable {
    static final Duration LIMIT = Await.PATIENCE;
    private static final Path JAR = Path.of("target/leaverwatch-thin.jar");
    private static final Map<String, String> OUTPUTS =
            Map.of("alerts", "alertId", "incidents", "incidentId", "departures", "departureId");

    /** Starts a broker and a cluster. */
    static LiveProcesses start(StandaloneCluster.Builder cluster) throws Exception {
        assertThat(JAR).as("the jar that the package phase builds").isRegularFile();
        return new LiveProcesses(Broker.start(), cluster.start());
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        broker.close();
    }

    /** Submits the job and waits until it runs; options are those of {@code flink run}, such as -s SAVEPOINT. */
    String submit(int parallelism, LiveTopics topics, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("-p", String.valueOf(parallelism)));
        words.addAll(List.of(options));
        words.addAll(List.of(JAR.toString(), "live", "--config", topics.file().toString()));
        String job = cluster.submit(words.toArray(String[]::new));
        cluster.awaitStatus(job, "RUNNING");
        return job;
    }

    /** Kills a TaskManager and starts a new one, without waiting for the job. */
    void replaceTaskManager() throws Exception {
        cluster.killTaskManager();
        cluster.startTaskManager();
    }

    /** Waits until the job has a state that it can go back to, kept as wanted. */
    void awaitState(String job, LiveTopics topics, Guarantee guarantee) throws Exception {
        Await.until("the first state is stored", LIMIT, () -> topics.taken() > 0);
        assertThat(cluster.rest().stateBackend(job)).isEqualTo(guarantee.stateBackend());
        if (guarantee.isIncremental()) {
            Path files = cluster.folder().resolve("checkpoints").resolve(job).resolve("shared");
            Await.until(
                    "a checkpoint has files for the next ones",
                    LIMIT,
                    () -> files.toFile().list().length > 0);
        }
    }

    /** Kills a TaskManager of a cluster that has no more slots than the job needs, and waits until none of its tasks runs. */
    void takeDown(String job) throws IOException {
        cluster.killTaskManager();
        // Until its slots are given up, the job comes back on them again and again, in part.
        cluster.awaitTaskManagers(cluster.taskManagers().size());
        Await.until("no task runs", LIMIT, () -> !cluster.rest().anyTaskRuns(job));
    }

    /** How many records the topic of alerts has, those of transactions that are not committed too. */
    static int written(LiveTopics topics) {
        return topics.read("alerts", IsolationLevel.READ_UNCOMMITTED).size();
    }

    /** Waits until consumers of the topics hold what a replay gives. */
    static void awaitSame(Replayed expected, LiveTopics topics) throws IOException {
        for (Map.Entry<String, String> output : OUTPUTS.entrySet()) {
            String word = output.getKey();
            Map<String, String> wanted = expected.standing(word + ".ndjson", output.getValue());
            assertThat(wanted).isNotEmpty();
            try {
                Await.until(topics.topic(word) + " is as in replay", LIMIT, () -> wanted.equals(found(topics, word)));
            } catch (AssertionError late) {
                assertThat(found(topics, word)).as(topics.topic(word)).isEqualTo(wanted);
            }
        }
    }

    private static Map<String, String> found(LiveTopics topics, String word) throws IOException {
        Map<String, JsonNode> standing = topics.standing(word);
        return Replayed.comparable(standing);
    }
}
