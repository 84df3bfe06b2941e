package io.leaverwatch.bench;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.pipeline.BreachPipeline;
import io.leaverwatch.pipeline.PipelineMode;
import io.leaverwatch.types.CarriedAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/**
 * One job measured on a Flink inside this JVM.
 *
 * @param job which
 * @param backend where its state lies
 * @param events how many accesses it gets
 */
record GraphMeasure(Job job, Backend backend, long events) {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);
    private static final int MANAGED_MEBIBYTES = 512;
    private static final int NETWORK_MEBIBYTES = 256;

    /** What can be measured. */
    enum Job {
        /** Source, keyBy, sink: nothing that looks at every access by key is faster. */
        CEILING,
        /** The product's graph. */
        PRODUCT,
        /** {@link ObviousJob}. */
        OBVIOUS
    }

    /** Flink's state backends, with its names for them and what reports call them. */
    enum Backend {
        HEAP("hashmap", "heap"),
        ROCKSDB("rocksdb", "RocksDB");

        private final String flinkName;
        private final String label;

        Backend(String flinkName, String label) {
            this.flinkName = flinkName;
            this.label = label;
        }

        String label() {
            return label;
        }

        String flinkName() {
            return flinkName;
        }
    }

    /**
     * Runs the job.
     *
     * @param isWarmUp whether the run may be too short for a checkpoint
     * @return accesses per second
     * @throws BenchFailure where no checkpoint was completed meanwhile, or the job missed a breach
     */
    double run(boolean isWarmUp) throws Exception {
        Path folder = Files.createTempDirectory("leaverwatch-bench-");
        String run = UUID.randomUUID().toString();
        try {
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.createLocalEnvironment(Machine.cores(), settings(folder));
            RunClock clock = build(env, run);
            env.execute(toString());
            double speed = events / clock.seconds();
            System.err.printf(
                    "%s on %s: %,d accesses in %.1f s, %,.0f/s, %d checkpoints, %d of %d breaches found%n",
                    job,
                    backend,
                    events,
                    clock.seconds(),
                    speed,
                    clock.checkpointsInside(),
                    clock.found(),
                    clock.breaches());
            if (clock.checkpointsInside() == 0 && !isWarmUp) {
                throw new BenchFailure("no checkpoint was completed inside a run; give more --events.");
            }
            if (job != Job.CEILING && clock.found() != clock.breaches()) {
                throw new BenchFailure(job + " found " + clock.found() + " breaches of " + clock.breaches() + ".");
            }
            return speed;
        } finally {
            // Quietly: the cluster may still be removing its own files.
            FileUtils.deleteDirectoryQuietly(folder.toFile());
        }
    }

    private RunClock build(StreamExecutionEnvironment env, String run) {
        Feeding feeding = new Feeding(env, run);
        return switch (job) {
            case CEILING -> {
                feeding.carried(events).keyBy(CarriedAccess::keyHash).sinkTo(new EndSink<>(run, access -> null));
                yield RunClock.begin(run, 0);
            }
            case PRODUCT -> {
                Policy policy = PolicyReader.read(null);
                BreachPipeline.build(
                                feeding.first(
                                        GraphEvents.LEAVERS,
                                        TypeInformation.of(MembershipEvent.class),
                                        GraphEvents::membership),
                                feeding.first(
                                        GraphEvents.CREDENTIALS,
                                        TypeInformation.of(CredentialLink.class),
                                        GraphEvents::link),
                                feeding.carried(events),
                                policy,
                                PipelineMode.live())
                        .sinkTo(new EndSink<>(run, GraphMeasure::breach));
                yield RunClock.begin(run, GraphEvents.LEAVERS + GraphEvents.CREDENTIALS);
            }
            case OBVIOUS -> {
                ObviousJob.build(ObviousJob.departures(feeding), feeding.accesses(events))
                        .sinkTo(new EndSink<>(run, found -> found));
                yield RunClock.begin(run, GraphEvents.LEAVERS);
            }
        };
    }

    private static String breach(Verdict verdict) {
        Alert alert = verdict.alert();
        return alert != null && alert.isSingle() && alert.ruleId().startsWith("post-departure-")
                ? alert.accesses().get(0).eventId()
                : null;
    }

    private Configuration settings(Path folder) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(StateBackendOptions.STATE_BACKEND, backend.flinkName);
        settings.setString("state.backend.rocksdb.timer-service.factory", "HEAP");
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(MANAGED_MEBIBYTES));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(NETWORK_MEBIBYTES));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(NETWORK_MEBIBYTES));
        settings.set(RestOptions.BIND_ADDRESS, "localhost");
        settings.set(RestOptions.ADDRESS, "localhost");
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(CoreOptions.TMP_DIRS, folder.toString());
        return settings;
    }
}
