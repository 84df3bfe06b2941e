package io.leaverwatch.bench;

import io.leaverwatch.bench.GraphMeasure.Backend;
import io.leaverwatch.jobs.MeasuredLiveGraph;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedValue;

/** A Flink inside this JVM that runs one job on topics until it is closed. */
final class LiveFlink implements AutoCloseable {
    /** Subtasks of each operator. */
    static final int PARALLELISM = 2;

    private static final int MANAGED_MEBIBYTES = 512;
    private static final int NETWORK_MEBIBYTES = 256;
    private static final int POLL_MILLIS = 5;
    private static final int SETTLE_POLL_MILLIS = 200;
    private static final List<String> TAKEN = List.of("membership.taken", "link.taken", "access.taken");

    private final Path folder;
    private final MiniCluster cluster;
    private JobID job;

    private LiveFlink(Path folder, MiniCluster cluster) {
        this.folder = folder;
        this.cluster = cluster;
    }

    /**
     * How jobs are run.
     *
     * @param place where folders for checkpoints are made
     * @param checkpointInterval between two checkpoints
     * @param options of Flink, over all others
     */
    record Setup(Path place, Duration checkpointInterval, Map<String, String> options) {}

    /** Adds a job to an environment. */
    interface Graph {
        void build(StreamExecutionEnvironment env) throws Exception;
    }

    /** Starts a job; when this returns, all of its tasks run and what they have read is held back by {@link ReadGate}. */
    static LiveFlink start(Setup setup, Backend backend, Graph graph) throws Exception {
        Path folder = Files.createTempDirectory(setup.place(), "flink-");
        Configuration settings = settings(folder, backend, setup);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(PARALLELISM)
                .build());
        LiveFlink flink = new LiveFlink(folder, cluster);
        try {
            ReadGate.shut();
            cluster.start();
            flink.submit(settings, graph);
        } catch (Exception e) {
            flink.close();
            throw e;
        }
        return flink;
    }

    private static Configuration settings(Path folder, Backend backend, Setup setup) {
        Configuration settings = MeasuredLiveGraph.options();
        settings.set(StateBackendOptions.STATE_BACKEND, backend.flinkName());
        settings.setString("state.backend.rocksdb.timer-service.factory", "HEAP");
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, setup.checkpointInterval());
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(MANAGED_MEBIBYTES));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(NETWORK_MEBIBYTES));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(NETWORK_MEBIBYTES));
        settings.set(RestOptions.BIND_ADDRESS, "localhost");
        settings.set(RestOptions.ADDRESS, "localhost");
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(CoreOptions.TMP_DIRS, folder.toString());
        setup.options().forEach(settings::setString);
        return settings;
    }

    private void submit(Configuration settings, Graph graph) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        env.setParallelism(PARALLELISM);
        graph.build(env);
        JobGraph submitted = env.getStreamGraph().getJobGraph(getClass().getClassLoader(), JobID.generate());
        job = submitted.getJobID();
        cluster.submitJob(submitted).get();
        while (!isRunning()) {
            check();
            Thread.sleep(POLL_MILLIS);
        }
    }

    private boolean isRunning() throws ExecutionException, InterruptedException {
        return StreamSupport.stream(execution().getAllExecutionVertices().spliterator(), false)
                .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING);
    }

    private AccessExecutionGraph execution() throws ExecutionException, InterruptedException {
        return cluster.getExecutionGraph(job).get();
    }

    /** Fails where the job does not run any more. */
    void check() throws ExecutionException, InterruptedException {
        JobStatus status = cluster.getJobStatus(job).get();
        if (status.isTerminalState()) {
            AccessExecutionGraph execution = execution();
            throw new BenchFailure("the job ended meanwhile (" + status + "): "
                    + (execution.getFailureInfo() == null
                            ? "no reason given"
                            : execution.getFailureInfo().getExceptionAsString()));
        }
    }

    /** How many checkpoints were completed. */
    long checkpoints() throws ExecutionException, InterruptedException {
        CheckpointStatsSnapshot checkpoints = execution().getCheckpointStatsSnapshot();
        return checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfCompletedCheckpoints();
    }

    /**
     * Waits until the live job has worked off its inputs; gives the folder of a savepoint made then, in the form of a checkpoint.
     *
     * @param events how many it gets
     */
    Path settle(long events) throws Exception {
        while (taken() < events) {
            Thread.sleep(SETTLE_POLL_MILLIS);
            check();
        }
        // Its barriers come to each operator after everything that was taken.
        String savepoint = cluster.triggerSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.NATIVE)
                .get();
        return Path.of(URI.create(savepoint));
    }

    /** How many events the job's sources had handed on a heartbeat ago. */
    private long taken() throws Exception {
        Map<String, SerializedValue<OptionalFailure<Object>>> found =
                execution().getAccumulatorsSerialized();
        long taken = 0;
        for (String name : TAKEN) {
            SerializedValue<OptionalFailure<Object>> value = found.get(name);
            if (value != null) {
                taken += (Long)
                        value.deserializeValue(getClass().getClassLoader()).get();
            }
        }
        return taken;
    }

    /** Ends the job and Flink, and deletes its files. */
    @Override
    public void close() throws Exception {
        ReadGate.open();
        if (job != null && !cluster.getJobStatus(job).get().isTerminalState()) {
            cluster.cancelJob(job).get();
            cluster.requestJobResult(job).get();
        }
        cluster.close();
        FileUtils.deleteDirectoryQuietly(folder.toFile());
    }
}
