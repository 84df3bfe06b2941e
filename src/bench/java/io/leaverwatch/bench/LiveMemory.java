package io.leaverwatch.bench;

import io.leaverwatch.config.LiveSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.FileUtils;

/**
 * How much memory a TaskManager takes at most until the job has worked off its topics, with the state in RocksDB, on a
 * cluster of separate processes with the memory sizes of deploy/standalone/config.yaml.
 *
 * @param home where the project lies; the thin jar has to be there
 * @param setup of Flink
 */
record LiveMemory(Path home, LiveFlink.Setup setup) {
    private static final String TASK_MANAGER = "taskmanager-1";

    /** The peak after what is in topics that end with {@link LiveThroughput#MARKERS} markers. */
    double peakMebibytes(LiveTopics topics) throws Exception {
        Path jar = home.resolve("target/leaverwatch-thin.jar");
        if (!Files.exists(jar)) {
            throw new BenchFailure(jar + " is not there; make it with: mvn -Dmaven.test.skip=true package");
        }
        Path folder = Files.createTempDirectory(setup.place(), "cluster-");
        StandaloneScript cluster = StandaloneScript.of(home, "cluster", folder);
        LiveSettings settings = topics.newRun();
        Thread atExit = new Thread(() -> stopQuietly(cluster));
        Runtime.getRuntime().addShutdownHook(atExit);
        try (AlertReader alerts =
                new AlertReader(topics.broker(), settings.topics().alerts())) {
            cluster.run(
                    "start",
                    "-D",
                    "rest.port=" + StandaloneScript.freePort(),
                    "-D",
                    "jobmanager.rpc.port=" + StandaloneScript.freePort());
            cluster.run(
                    "submit",
                    jar.toString(),
                    "live",
                    "--config",
                    write(settings, folder).toString());
            Path process = Path.of("/proc")
                    .resolve(Files.readString(folder.resolve("pids").resolve(TASK_MANAGER + ".pid"))
                            .strip());
            alerts.awaitMarkers(LiveTopics.markers(LiveThroughput.MARKERS), false, () -> check(process));
            double peak = MeasuredProcess.peakMebibytes(process);
            System.err.printf("peak memory after %,d accesses: %.0f MiB%n", topics.accessesSent(), peak);
            return peak;
        } finally {
            Runtime.getRuntime().removeShutdownHook(atExit);
            cluster.run("stop");
            FileUtils.deleteDirectoryQuietly(folder.toFile());
        }
    }

    private static void check(Path process) {
        if (!Files.exists(process)) {
            throw new BenchFailure("the TaskManager ended meanwhile.");
        }
    }

    private static void stopQuietly(StandaloneScript cluster) {
        try {
            cluster.run("stop");
        } catch (IOException | InterruptedException | BenchFailure e) {
            System.err.println("The cluster in " + cluster.folder() + " could not be ended: " + e.getMessage());
        }
    }

    private Path write(LiveSettings settings, Path folder) throws IOException {
        LiveSettings.Topics topics = settings.topics();
        StringBuilder text = new StringBuilder("kafka: {bootstrap.servers: \"" + settings.brokers() + "\"}\n")
                .append("groupId: " + settings.groupId() + "\n")
                .append("topics:\n");
        Map.of(
                        "membership", topics.membership(),
                        "credentials", topics.credentials(),
                        "accesses", topics.accesses().get(0),
                        "alerts", topics.alerts(),
                        "incidents", topics.incidents(),
                        "departures", topics.departures(),
                        "deadLetters", topics.deadLetters())
                .forEach((key, name) -> text.append("  " + key + ": " + name + "\n"));
        text.append("flink:\n");
        List<String> options = List.of(
                "parallelism.default: " + LiveFlink.PARALLELISM,
                "execution.checkpointing.interval: "
                        + setup.checkpointInterval().toMillis() + " ms",
                "execution.checkpointing.incremental: true",
                "state.backend.type: rocksdb",
                "state.backend.rocksdb.timer-service.factory: HEAP");
        options.forEach(option -> text.append("  " + option + "\n"));
        return Files.writeString(folder.resolve("live.yaml"), text);
    }
}
