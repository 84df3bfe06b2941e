package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** A live job has checkpoints also where nobody asked for them; what it refuses, LiveWrongUsageITCase says. */
class CheckpointsTest {
    @Test
    void areTakenWhereNobodySaysHowOften() {
        StreamExecutionEnvironment env = demanded(new Configuration());
        assertThat(env.getCheckpointConfig().isCheckpointingEnabled()).isTrue();
        assertThat(env.getCheckpointConfig().getCheckpointInterval()).isEqualTo(Checkpoints.INTERVAL.toMillis());
        assertThat(env.getCheckpointConfig().getCheckpointingConsistencyMode())
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
    }

    @Test
    void areTakenAsOftenAsTheClusterSays() {
        Configuration cluster = new Configuration();
        cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        assertThat(demanded(cluster).getCheckpointConfig().getCheckpointInterval())
                .isEqualTo(Duration.ofHours(1).toMillis());
    }

    private static StreamExecutionEnvironment demanded(Configuration options) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(options);
        Checkpoints.demand(env);
        return env;
    }
}
