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
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink inside this JVM, for one job that ends. */
final class EmbeddedFlink {
    /** Longer than any pause: a machine that slept, or a run stopped by Ctrl-Z and taken up again, must not fail. */
    private static final Duration NEVER = Duration.ofDays(20);

    private EmbeddedFlink() {}

    /**
     * An environment whose jobs run in this JVM.
     *
     * @param parallelism subtasks of each operator
     * @param temporary a folder for Flink's own files
     */
    static StreamExecutionEnvironment environment(int parallelism, Path temporary) {
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration(temporary));
    }

    private static Configuration configuration(Path temporary) {
        Configuration settings = new Configuration();
        settings.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        // Both turn a mistake in the graph into a failure before anything runs.
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, NEVER);
        settings.set(RpcOptions.ASK_TIMEOUT_DURATION, NEVER);
        settings.set(RestOptions.BIND_ADDRESS, "localhost");
        settings.set(RestOptions.ADDRESS, "localhost");
        settings.set(RestOptions.BIND_PORT, "0");
        String folder = temporary.toAbsolutePath().toString();
        settings.set(CoreOptions.TMP_DIRS, folder);
        settings.set(BlobServerOptions.STORAGE_DIRECTORY, folder);
        settings.set(ClusterOptions.PROCESS_WORKING_DIR_BASE, folder);
        return settings;
    }
}
