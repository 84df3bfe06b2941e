package io.leaverwatch.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink inside this JVM, for one job that ends. It starts on a thread of its own, while its user prepares the job; what
 * went wrong there comes out of {@link #submit}.
 */
final class EmbeddedFlink implements AutoCloseable {
    /** Longer than any pause: a machine that slept, or a run stopped by Ctrl-Z and taken up again, must not fail. */
    private static final Duration NEVER = Duration.ofDays(20);

    private static final String LOOPBACK = "localhost";

    /** Edges of the graph on which every subtask may send to every other. */
    private static final long SHUFFLES = 6;
    /** Edges from one subtask to the next, beside two for each rule. */
    private static final long FORWARDS = 8;

    /** Less than this Flink gets in no case, so that a shuffle has buffers to spare. */
    private static final long LEAST_NETWORK_BYTES = 16L << 20;

    /** How long one that is still starting may keep a run that ends. */
    private static final long MOST_START_SECONDS = 8;

    private final int parallelism;
    private final Configuration settings;
    private final FutureTask<MiniCluster> starting;

    private EmbeddedFlink(int parallelism, Configuration settings) {
        this.parallelism = parallelism;
        this.settings = settings;
        this.starting = new FutureTask<>(this::cluster);
    }

    /**
     * Begins to start one.
     *
     * @param parallelism the most subtasks of an operator
     * @param rules how many rules the job has
     * @param temporary a folder for Flink's own files
     */
    static EmbeddedFlink start(int parallelism, int rules, Path temporary) {
        Configuration settings = settings();
        setFolder(settings, temporary);
        setNetworkMemory(settings, parallelism, rules);
        EmbeddedFlink flink = new EmbeddedFlink(parallelism, settings);
        Thread thread = new Thread(flink.starting, "leaverwatch-start-flink");
        thread.setDaemon(true);
        thread.start();
        return flink;
    }

    private MiniCluster cluster() throws Exception {
        MiniCluster cluster = new QuietCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
        cluster.start();
        return cluster;
    }

    /** An environment in which to build the job, whose operators have that many subtasks where they do not say. */
    StreamExecutionEnvironment environment(int parallelism) {
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    }

    /**
     * Submits the job that was built in an environment; waits until Flink has started, not until the job has. What is
     * submitted is the job graph: a stream graph would be serialized once more, for Flink to make the job graph from it.
     */
    JobClient submit(StreamExecutionEnvironment env, String name) throws Exception {
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(name);
        graph.setJobId(JobID.generate());
        JobGraph jobGraph = graph.getJobGraph(EmbeddedFlink.class.getClassLoader());
        MiniCluster cluster = starting.get();
        JobID id = cluster.submitJob(jobGraph).get().getJobID();
        return new MiniClusterJobClient(
                id, cluster, EmbeddedFlink.class.getClassLoader(), JobFinalizationBehavior.NOTHING);
    }

    /** Ends it with whatever it runs; waits until it adds no more files, not until it has ended. */
    @Override
    public void close() {
        try {
            Future<Void> unused =
                    starting.get(MOST_START_SECONDS, TimeUnit.SECONDS).closeAsync();
        } catch (ExecutionException e) {
            // It never started: whoever submitted a job was told.
        } catch (TimeoutException e) {
            // The JVM's end has taken away what its start waits for, and ends it too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each output of a subtask takes at least a buffer for every subtask that it may send to, and one more. */
    private static void setNetworkMemory(Configuration settings, long parallelism, int rules) {
        long shuffled = SHUFFLES * parallelism * (parallelism + 1);
        long forwarded = 2 * parallelism * (2L * rules + FORWARDS);
        long bufferBytes = parallelism <= 16 ? 32 << 10 : 8 << 10;
        long bytes = Math.max(LEAST_NETWORK_BYTES, (shuffled + forwarded) * bufferBytes * 3 / 2);
        MemorySize size = new MemorySize(bytes);
        settings.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, new MemorySize(bufferBytes));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, size);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, size);
    }

    /** What every graph of this project is built with, wherever it runs. */
    static Configuration graphOptions() {
        Configuration options = new Configuration();
        options.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
        options.set(PipelineOptions.OBJECT_REUSE, true);
        // Both turn a mistake in the graph into a failure before anything runs.
        options.set(PipelineOptions.GENERIC_TYPES, false);
        options.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        return options;
    }

    /** What every embedded Flink is started with. */
    static Configuration settings() {
        Configuration settings = graphOptions();
        // Every function here can be serialized, and a test of each takes longer than the job of a small run.
        settings.set(PipelineOptions.CLOSURE_CLEANER_LEVEL, ExecutionConfig.ClosureCleanerLevel.NONE);
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
        settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, NEVER);
        // A heartbeat would also carry the accumulators, which the tasks are still changing.
        settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, NEVER.dividedBy(2));
        settings.set(RpcOptions.ASK_TIMEOUT_DURATION, NEVER);
        // There is one job, and all of its slots are there: nothing is worth waiting for.
        settings.set(ResourceManagerOptions.REQUIREMENTS_CHECK_DELAY, Duration.ZERO);
        settings.set(ResourceManagerOptions.DECLARE_NEEDED_RESOURCE_DELAY, Duration.ZERO);
        closePorts(settings);
        return settings;
    }

    /** Keeps the ports that Flink opens on this machine: who reaches them can run code. */
    static void closePorts(Configuration settings) {
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(RestOptions.ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_PORT, "0");
        // The server of jars and large messages, too, listens everywhere unless told this.
        settings.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    }

    /** Where Flink puts files of its own. */
    static void setFolder(Configuration settings, Path temporary) {
        String folder = temporary.toAbsolutePath().toString();
        settings.set(CoreOptions.TMP_DIRS, folder);
        settings.set(BlobServerOptions.STORAGE_DIRECTORY, folder);
        settings.set(ClusterOptions.PROCESS_WORKING_DIR_BASE, folder);
        settings.set(WebOptions.TMP_DIR, folder);
    }
}
