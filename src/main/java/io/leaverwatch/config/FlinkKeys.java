package io.leaverwatch.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** Names of Flink's options, of those that a job's settings are likely to have; Flink itself takes any name without a word. */
final class FlinkKeys {
    private static final List<Class<?>> OPTIONS = List.of(
            CheckpointingOptions.class,
            ClusterOptions.class,
            CoreOptions.class,
            DeploymentOptions.class,
            ExecutionOptions.class,
            HeartbeatManagerOptions.class,
            HighAvailabilityOptions.class,
            JobManagerOptions.class,
            MetricOptions.class,
            PipelineOptions.class,
            RestOptions.class,
            RestartStrategyOptions.class,
            StateBackendOptions.class,
            StateRecoveryOptions.class,
            TaskManagerOptions.class);

    private FlinkKeys() {}

    /** Older names included. */
    static Set<String> known() {
        Set<String> known = new HashSet<>();
        for (Class<?> options : OPTIONS) {
            for (ConfigOption<?> option : ConfigUtils.getAllConfigOptions(options)) {
                known.add(option.key());
                option.fallbackKeys().forEach(older -> known.add(older.getKey()));
            }
        }
        return known;
    }
}
