package io.leaverwatch.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A real Flink cluster: a JobManager, TaskManagers and, where wanted, a ZooKeeper, each a process of its own on free ports
 * of the loopback, started by deploy/standalone/cluster. Its folder and logs are under target/testkit. Ends with the tests'
 * JVM.
 */
public final class StandaloneCluster implements AutoCloseable {
    private static final Duration LIMIT = Await.PATIENCE;
    private static final String REPORTER = "org.apache.flink.metrics.prometheus.PrometheusReporterFactory";
    private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");
    /** The tests' clusters live for minutes: what C2 compiles would never be earned back. */
    private static final String FLAGS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private final Path folder;
    private final ClusterRest rest;
    private final List<Integer> metricsPorts;
    private final Map<String, String> environment;
    private final Thread atExit = new Thread(this::killAllQuietly);

    private StandaloneCluster(Path folder, int restPort, List<Integer> metricsPorts, Map<String, String> environment) {
        this.metricsPorts = metricsPorts;
        this.folder = folder;
        this.environment = environment;
        this.rest = new ClusterRest(restPort);
    }

    /** What to start. Without a word: one TaskManager of two slots, no ZooKeeper. */
    public static Builder builder() {
        return new Builder();
    }

    /** Gathers what to start. */
    public static final class Builder {
        private final Map<String, String> options = new TreeMap<>(Map.of(
                "jobmanager.memory.process.size", "768m",
                "taskmanager.memory.process.size", "1280m",
                // A killed process is noticed within seconds.
                "heartbeat.interval", "1 s",
                "heartbeat.timeout", "6 s",
                // What the REST interface says is at most that old.
                "web.refresh-interval", "100 ms",
                "metrics.fetcher.update-interval", "500 ms",
                "restart-strategy.type", "fixed-delay",
                "restart-strategy.fixed-delay.delay", "500 ms",
                // While a TaskManager is missing, each fails at once.
                "restart-strategy.fixed-delay.attempts", "1000000"));
        private final Map<String, String> environment = new HashMap<>(Map.of("CLUSTER_OPTS", FLAGS));
        private int taskManagers = 1;
        private boolean highlyAvailable;
        private List<Integer> metricsPorts = List.of();
        private List<String> application = List.of();

        private Builder() {}

        /** How many TaskManagers to start. */
        public Builder taskManagers(int count) {
            taskManagers = count;
            return this;
        }

        /** How many slots each TaskManager has; default 2. */
        public Builder slots(int count) {
            return option("taskmanager.numberOfTaskSlots", String.valueOf(count));
        }

        /** With a ZooKeeper, so that jobs survive the death of the JobManager. */
        public Builder highlyAvailable() {
            highlyAvailable = true;
            return option("high-availability.zookeeper.client.session-timeout", "6 s");
        }

        /** Sets an option of Flink's configuration; wins over deploy/standalone/config.yaml. */
        public Builder option(String key, String value) {
            options.put(key, value);
            return this;
        }

        /**
         * With metrics for Prometheus, on ports that {@link StandaloneCluster#metricsPorts} has: one for the JobManager and
         * one for each TaskManager. Flink's reporter listens on every network interface, so see {@link OwnNetwork}.
         */
        public Builder metrics() throws IOException {
            metricsPorts = Ports.free(1 + taskManagers);
            option("metrics.reporter.prom.factory.class", REPORTER);
            return option(
                    "metrics.reporter.prom.port",
                    metricsPorts.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }

        /** For one job alone (application mode), which starts with it: its jar and the words for it. */
        public Builder application(String... jarAndWords) {
            application = List.of(jarAndWords);
            return this;
        }

        /** Sets an environment variable of all processes, those that submit jobs included. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Starts the cluster and waits until all TaskManagers are registered. */
        public StandaloneCluster start() throws IOException, InterruptedException {
            return Ports.use(3, this::startOn);
        }

        private StandaloneCluster startOn(List<Integer> ports) throws IOException, InterruptedException {
            option("rest.port", ports.get(0).toString());
            option("jobmanager.rpc.port", ports.get(1).toString());
            StandaloneCluster cluster = new StandaloneCluster(
                    Folders.create("cluster"), ports.get(0), metricsPorts, Map.copyOf(environment));
            Runtime.getRuntime().addShutdownHook(cluster.atExit);
            List<String> words = new ArrayList<>(List.of("--taskmanagers", String.valueOf(taskManagers)));
            if (highlyAvailable) {
                words.addAll(List.of("--ha", "--zookeeper-port", ports.get(2).toString()));
            }
            options.forEach((key, value) -> words.addAll(List.of("-D", key + "=" + value)));
            if (!application.isEmpty()) {
                words.add("--application");
                words.addAll(application);
            }
            cluster.script("start", words);
            cluster.awaitTaskManagers(taskManagers);
            return cluster;
        }
    }

    /** The ports on which its processes answer Prometheus; empty unless asked for. */
    public List<Integer> metricsPorts() {
        return metricsPorts;
    }

    /** Looks up a cluster's libraries; needs the network where it was never done. */
    static void lookUpLibraries() throws IOException, InterruptedException {
        Script.succeed(Map.of(), "cluster", List.of("libraries"));
    }

    /** Its working folder, with {@code logs/NAME.log} for each process. */
    public Path folder() {
        return folder;
    }

    /** Flink's REST interface, for what this class has no method for. */
    public ClusterRest rest() {
        return rest;
    }

    /**
     * Submits a job as {@code flink run -d} does, and does not wait for it to run.
     *
     * @param words what {@code flink run} takes: its options, such as {@code -p 2} and {@code -s SAVEPOINT}, the jar, and
     *     the words of the job
     * @return the job's id
     */
    public String submit(String... words) throws IOException, InterruptedException {
        String said = script("submit", List.of(words));
        Matcher id = SUBMITTED.matcher(said);
        if (!id.find()) {
            throw new IOException("No job was submitted: " + said);
        }
        return id.group(1);
    }

    /** Waits until the job is in that state and, if that is RUNNING, all its tasks are. */
    public void awaitStatus(String job, String state) {
        Await.value("job " + job + " is " + state, LIMIT, () -> rest.status(job), state::equals);
        if (state.equals("RUNNING")) {
            Await.until("all tasks of job " + job + " run", LIMIT, () -> rest.allTasksRun(job));
        }
    }

    /** Makes a checkpoint now, besides those that the job makes by itself, and gives its number once it is complete. */
    public long checkpoint(String job) throws IOException, InterruptedException {
        return rest.checkpoint(job, LIMIT);
    }

    /** Makes a savepoint, while the job goes on, and returns its folder, for {@code submit("-s", folder, ...)}. */
    public String savepoint(String job) throws IOException, InterruptedException {
        return rest.trigger(job, "savepoints", "savepoints", Map.of("cancel-job", false), LIMIT)
                .path("location")
                .asText();
    }

    /** Makes a savepoint, ends the job and returns the savepoint's folder. */
    public String suspend(String job) throws IOException, InterruptedException {
        JsonNode made = rest.trigger(job, "stop", "savepoints", Map.of("drain", false), LIMIT);
        awaitStatus(job, "FINISHED");
        return made.path("location").asText();
    }

    /** Makes a savepoint and ends the only job of a cluster in application mode, and so its JobManager. */
    public String end() throws IOException, InterruptedException {
        String said = script("suspend", List.of(rest.onlyJob()));
        Await.until(
                "the JobManager has ended",
                LIMIT,
                () -> Processes.running(folder, "jobmanager").isEmpty());
        return said.substring(said.indexOf("file:")).strip();
    }

    /** Ends the job without a savepoint. */
    public void cancel(String job) throws IOException, InterruptedException {
        rest.cancel(job);
        awaitStatus(job, "CANCELED");
    }

    /** Waits until exactly that many TaskManagers are registered. */
    public void awaitTaskManagers(int count) {
        Await.value(
                count + " TaskManagers are registered",
                LIMIT,
                () -> rest.get("/taskmanagers").path("taskmanagers").size(),
                registered -> registered == count);
    }

    /** The names of the TaskManagers whose processes run, the oldest first. */
    public List<String> taskManagers() throws IOException {
        return Processes.running(folder, "taskmanager");
    }

    /** The most memory that a process had so far, MiB; the name is that of its log. */
    public long peakMebibytes(String name) throws IOException {
        return Processes.peakMebibytes(folder, name);
    }

    /** Ends the process of the oldest TaskManager as a power cut would, and returns its name. */
    public String killTaskManager() throws IOException {
        return Processes.killOldest(folder, "taskmanager");
    }

    /** Starts one more TaskManager and waits until it is registered. */
    public void startTaskManager() throws IOException, InterruptedException {
        script("taskmanager", List.of());
    }

    /** Ends the process of the JobManager as a power cut would, and returns its name. */
    public String killJobManager() throws IOException {
        return Processes.killOldest(folder, "jobmanager");
    }

    /**
     * Starts a JobManager after {@link #killJobManager}, on the same ports, and waits until it answers. Only a highly
     * available cluster has its jobs again then.
     */
    public void startJobManager() throws IOException, InterruptedException {
        script("jobmanager", List.of());
        Await.value("the JobManager answers", LIMIT, () -> rest.get("/overview"), JsonNode::isObject);
    }

    /** Ends everything and deletes its checkpoints and savepoints; the logs stay. */
    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(atExit);
        killAll();
    }

    private String script(String word, List<String> words) throws IOException, InterruptedException {
        return Script.succeed(environment, "cluster", line(word, words));
    }

    /** Runs the script against this cluster, whatever comes of it. */
    Script.Result run(String word, String... words) throws IOException, InterruptedException {
        return Script.run(environment, "cluster", line(word, List.of(words)));
    }

    private List<String> line(String word, List<String> words) {
        List<String> all = new ArrayList<>(List.of(word, "--dir", folder.toString()));
        all.addAll(words);
        return all;
    }

    private void killAll() throws IOException {
        Processes.killAll(folder, List.of("taskmanager", "jobmanager", "zookeeper"));
        for (String data : List.of("checkpoints", "savepoints", "ha", "zookeeper", "tmp")) {
            Folders.delete(folder.resolve(data));
        }
    }

    private void killAllQuietly() {
        try {
            killAll();
        } catch (IOException e) {
            System.err.println("The cluster in " + folder + " could not be ended: " + e);
        }
    }
}
