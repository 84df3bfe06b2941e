package io.leaverwatch.jobs;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink inside this JVM, for one job that ends. */
final class EmbeddedFlink {
    /** Longer than any pause: a machine that slept, or a run stopped by Ctrl-Z and taken up again, must not fail. */
    private static final Duration NEVER = Duration.ofDays(20);

    /** Edges of the graph on which every subtask may send to every other. */
    private static final long SHUFFLES = 6;
    /** Edges from one subtask to the next, beside two for each rule. */
    private static final long FORWARDS = 8;

    private EmbeddedFlink() {}

    /**
     * An environment whose jobs run in this JVM.
     *
     * @param parallelism subtasks of each operator
     * @param rules how many rules the job has
     * @param temporary a folder for Flink's own files
     */
    static StreamExecutionEnvironment environment(int parallelism, int rules, Path temporary) {
        Configuration settings = configuration(temporary);
        setNetworkMemory(settings, parallelism, rules);
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    }

    /** Each output of a subtask takes at least a buffer for every subtask that it may send to, and one more. */
    private static void setNetworkMemory(Configuration settings, long parallelism, int rules) {
        long shuffled = SHUFFLES * parallelism * (parallelism + 1);
        long forwarded = 2 * parallelism * (2L * rules + FORWARDS);
        long bufferBytes = parallelism <= 16 ? 32 << 10 : 8 << 10;
        long bytes = Math.max(64L << 20, (shuffled + forwarded) * bufferBytes * 3 / 2);
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

    private static Configuration configuration(Path temporary) {
        Configuration settings = graphOptions();
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
        settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, NEVER);
        // A heartbeat would also carry the accumulators, which the tasks are still changing.
        settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, NEVER.dividedBy(2));
        settings.set(RpcOptions.ASK_TIMEOUT_DURATION, NEVER);
        settings.set(RestOptions.BIND_ADDRESS, "localhost");
        settings.set(RestOptions.ADDRESS, "localhost");
        settings.set(RestOptions.BIND_PORT, "0");
        String folder = temporary.toAbsolutePath().toString();
        settings.set(CoreOptions.TMP_DIRS, folder);
        settings.set(BlobServerOptions.STORAGE_DIRECTORY, folder);
        settings.set(ClusterOptions.PROCESS_WORKING_DIR_BASE, folder);
        settings.set(WebOptions.TMP_DIR, folder);
        return settings;
    }
}
