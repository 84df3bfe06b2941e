package io.leaverwatch.jobs;

import io.leaverwatch.config.UsageError;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A live job has checkpoints, and each is of one moment. Without an interval Flink does not line up what the parts of a job
 * keep, in savepoints either: one that was restored could hold a fact twice, or one that its source takes back no more.
 */
final class Checkpoints {
    /** Where nobody says how often. */
    static final Duration INTERVAL = Duration.ofSeconds(30);

    private Checkpoints() {}

    /**
     * Makes sure of it.
     *
     * @param env with the options of settings and cluster
     * @throws UsageError where an option asks for something else
     */
    static void demand(StreamExecutionEnvironment env) {
        CheckpointConfig config = env.getCheckpointConfig();
        if (!config.isCheckpointingEnabled()) {
            env.enableCheckpointing(INTERVAL.toMillis());
        }
        CheckpointingMode mode = config.getCheckpointingConsistencyMode();
        if (mode != CheckpointingMode.EXACTLY_ONCE) {
            throw new UsageError("flink." + CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE.key() + " is " + mode
                    + "; allowed: " + CheckpointingMode.EXACTLY_ONCE
                    + ", since alerts would be wrong after a restart (how alerts are delivered is the key delivery)");
        }
    }
}
