package io.leaverwatch.jobs;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.UsageError;
import io.leaverwatch.connectors.TopicEnds;
import io.leaverwatch.connectors.Topics;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The live job: from topics to topics, until it is stopped. Runs on the Flink that it is started in: a cluster, where
 * Flink's own client started this program, else one inside this JVM.
 */
public final class LiveJob {
    /** The job's name, on screens and in metrics. */
    public static final String NAME = "leaverwatch-live";

    private final LiveSettings settings;
    private final StreamExecutionEnvironment env;

    /** A job that is not started yet. */
    public LiveJob(LiveSettings settings) {
        this.settings = settings;
        Configuration options = LiveGraph.options(settings);
        try {
            StreamExecutionEnvironment found = StreamExecutionEnvironment.getExecutionEnvironment(options);
            this.env = found instanceof LocalStreamEnvironment ? embedded(options) : found;
        } catch (IllegalArgumentException e) {
            throw new UsageError("flink: " + e.getMessage(), e);
        }
        Checkpoints.demand(env);
    }

    /** Beside what the user says, only what a program on a person's machine must not do: open ports to others. */
    private static StreamExecutionEnvironment embedded(Configuration options) {
        Configuration all = new Configuration();
        EmbeddedFlink.closePorts(all);
        all.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        Path folder = PrivateFolder.create("leaverwatch-live-");
        EmbeddedFlink.setFolder(all, folder);
        if (!options.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
            // Flink's own choice is its memory, where a checkpoint of some megabytes would end the job.
            all.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            all.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                    folder.resolve("checkpoints").toUri().toString());
        }
        all.addAll(options);
        return StreamExecutionEnvironment.createLocalEnvironment(all);
    }

    /** Whether it runs inside this JVM. */
    public boolean isEmbedded() {
        return env instanceof LocalStreamEnvironment;
    }

    /**
     * Looks at the brokers and builds the graph. On a cluster, brokers that do not answer are no reason not to run: the
     * job waits for them.
     *
     * @param warnings takes a sentence about what is not as it should be, and goes on
     * @throws UsageError where a topic is missing, or embedded, no broker answers
     */
    public void prepare(Consumer<String> warnings) {
        TopicEnds ends = TopicEnds.UNKNOWN;
        try {
            ends = new Topics(settings).check(warnings);
        } catch (Topics.Unreachable e) {
            if (isEmbedded()) {
                throw new UsageError(e.getMessage(), e);
            }
            warnings.accept(e.getMessage() + "; the job starts all the same and waits for it");
        }
        LiveGraph.build(env, settings, ends);
    }

    /**
     * Runs what was prepared. On a cluster it returns when the cluster has the job, if Flink's client was told not to
     * wait; else, when the job is stopped.
     */
    public void run() throws Exception {
        env.execute(NAME);
    }

    /** Starts embedded what was prepared, and returns when it is submitted. */
    public JobClient start() throws Exception {
        return env.executeAsync(NAME);
    }
}
