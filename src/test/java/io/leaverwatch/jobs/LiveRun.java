package io.leaverwatch.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.LiveSettingsReader;
import io.leaverwatch.connectors.Topics;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A live job on topics of its own, in a Flink inside this JVM and with a real broker. */
final class LiveRun implements AutoCloseable {
    private final MiniCluster cluster;
    private final LiveTopics topics;
    private final LiveSettings settings;
    private JobID job;
    private int crashes;

    /** A job on these topics that is not started yet. */
    LiveRun(MiniCluster cluster, LiveTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.settings = LiveSettingsReader.read(topics.file());
    }

    /**
     * Makes the topics of a run.
     *
     * @param name begins their names
     * @param policy its file; null for the defaults
     * @param more lines of the settings file
     */
    static LiveRun of(
            Broker broker, MiniCluster cluster, Path folder, String name, int partitions, Path policy, String... more)
            throws Exception {
        return new LiveRun(cluster, LiveTopics.create(broker, folder, name, partitions, policy, more));
    }

    LiveTopics topics() {
        return topics;
    }

    int partitions() {
        return topics.partitions();
    }

    void send(List<ProducerRecord<byte[], byte[]>> records) {
        topics.broker().send(records);
    }

    /** One line as a record of an input topic, in any partition. */
    ProducerRecord<byte[], byte[]> record(String word, int partition, byte[] line) {
        return topics.record(word, partition, line);
    }

    /** Starts the job, from a savepoint unless it is null. */
    void start(int parallelism, String savepoint) throws Exception {
        Configuration options = LiveGraph.options(settings);
        if (!settings.flink().containsKey("execution.checkpointing.interval")) {
            options.setString("execution.checkpointing.interval", "300 ms");
        }
        options.set(PipelineOptions.MAX_PARALLELISM, 128);
        if (savepoint != null) {
            options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(options);
        env.setParallelism(parallelism);
        LiveGraph.build(env, settings, new Topics(settings).check(LiveRun::unexpected));
        JobGraph graph = env.getStreamGraph().getJobGraph(getClass().getClassLoader(), JobID.generate());
        job = graph.getJobID();
        cluster.submitJob(graph).get();
    }

    /** Waits until all tasks run. */
    void awaitRunning() {
        awaitAttempt(0);
    }

    /** Ends the only TaskManager, tells what is told meanwhile, and starts another; waits until all tasks run there. */
    void crash(Runnable meanwhile) throws Exception {
        int attempt = vertices().get(0).getCurrentExecutionAttempt().getAttemptNumber();
        // One that has ended keeps its number.
        cluster.terminateTaskManager(crashes++).get();
        meanwhile.run();
        cluster.startTaskManager();
        awaitAttempt(attempt + 1);
    }

    private void awaitAttempt(int least) {
        Await.until("the job runs", Await.PATIENCE, () -> {
            List<AccessExecutionVertex> vertices = vertices();
            return !vertices.isEmpty()
                    && vertices.stream()
                            .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING
                                    && vertex.getCurrentExecutionAttempt().getAttemptNumber() >= least);
        });
    }

    private List<AccessExecutionVertex> vertices() throws Exception {
        List<AccessExecutionVertex> vertices = new ArrayList<>();
        cluster.getExecutionGraph(job).get().getAllExecutionVertices().forEach(vertices::add);
        return vertices;
    }

    /** Makes a checkpoint now; gives its size in bytes. */
    long checkpoint() throws Exception {
        cluster.triggerCheckpoint(job).get();
        return cluster.getExecutionGraph(job)
                .get()
                .getCheckpointStatsSnapshot()
                .getHistory()
                .getLatestCompletedCheckpoint()
                .getStateSize();
    }

    JobID job() {
        return job;
    }

    /** Stops the job with a savepoint; gives its place. */
    String stop(Path folder) throws Exception {
        String savepoint = cluster.stopWithSavepoint(
                        job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get();
        cluster.requestJobResult(job).get();
        job = null;
        return savepoint;
    }

    /** See {@link LiveTopics#newest}. */
    Map<String, JsonNode> newest(String word) throws IOException {
        return topics.newest(word);
    }

    /** The newest of each key of an output topic that was not withdrawn. */
    Map<String, JsonNode> standing(String word) throws IOException {
        return topics.standing(word);
    }

    @Override
    public void close() throws Exception {
        if (job != null) {
            cluster.cancelJob(job).get();
            cluster.requestJobResult(job).get();
            job = null;
        }
    }

    private static void unexpected(String warning) {
        throw new AssertionError(warning);
    }
}
