package io.leaverwatch.bench;

import io.leaverwatch.bench.GraphMeasure.Backend;
import io.leaverwatch.bench.LiveThroughput.Speeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The live job between topics of a real broker. */
@Command(
        name = "live",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the live job on a Flink inside this JVM, between topics of a Kafka broker of its own, and measures:",
            "throughput: accesses a second from the topic to the alerts, state on heap, in turn with jobs that only read"
                    + " the same topics, parse and discard;",
            "rocksdb: the same with the state in RocksDB;",
            "latency: from an access given to the producer until a consumer has read its alert, at an even rate, on heap and in RocksDB;",
            "state: bytes in a checkpoint for each remembered access;",
            "withdrawal: from a reinstatement that comes late until a consumer has read that the alert does not hold;",
            "memory: a TaskManager's peak with 10 and with 2 million remembered accesses in RocksDB, on a cluster of separate"
                    + " processes; takes long and 25 GB of disk, and needs target/leaverwatch-thin.jar.",
            "Needs 10 GB of disk for the sizes it measures by default."
        })
final class LiveBench implements Callable<Integer> {
    private static final double TYPICAL = 0.5;
    private static final double NEARLY_ALL = 0.99;
    private static final String MILLISECONDS = "ms";

    /** What can be measured. */
    enum Part {
        throughput,
        rocksdb,
        latency,
        state,
        withdrawal,
        memory
    }

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "What to measure, some of ${COMPLETION-CANDIDATES}. Default: all but memory.")
    private Set<Part> parts = EnumSet.complementOf(EnumSet.of(Part.memory));

    @Option(names = "--memory", description = "Measure memory too.")
    private boolean withMemory;

    @Option(names = "--accesses", paramLabel = "N", description = "How many, for throughput. Default: 20000000.")
    private Long accesses;

    @Option(
            names = "--protected-only",
            description = "Throughput of accesses to protected systems alone; else these are two in five.")
    private boolean isProtectedOnly;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "How often throughput is measured, of the live job and of each other. Default: 3.")
    private Integer pairs;

    @Option(names = "--rate", paramLabel = "N", description = "Accesses a second, for latency. Default: 5000.")
    private Integer rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long, for latency, after a minute that does not count. Default: 130.")
    private Integer seconds;

    @Option(names = "--remembered", paramLabel = "N", description = "How many accesses, for state. Default: 500000.")
    private Long remembered;

    @Option(names = "--withdrawals", paramLabel = "N", description = "How many. Default: 50.")
    private Integer withdrawals;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            description = "Between two checkpoints. Default: PT30S, as in deploy/config.")
    private Duration checkpointInterval;

    @Option(names = "--flink", paramLabel = "KEY=VALUE", description = "An option of Flink; can be given repeatedly.")
    private Map<String, String> flink = new LinkedHashMap<>();

    @Option(names = "--quick", description = "Small sizes where none are given: to see that it works.")
    private boolean isQuick;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where data lies meanwhile. Default: target/bench-data.")
    private Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the results, with every sample, as JSON.")
    private Path json;

    private final Report report = new Report("The live job");
    private LiveFlink.Setup setup;
    private LiveBroker broker;

    @Override
    public Integer call() throws Exception {
        Path home = Path.of(System.getProperty("leaverwatch.home", "."));
        folder = Files.createDirectories(folder == null ? home.resolve("target/bench-data") : folder)
                .toAbsolutePath();
        checkpointInterval = size(checkpointInterval, Duration.ofSeconds(1), Duration.ofSeconds(30));
        Path place = Files.createTempDirectory(folder, "live-");
        setup = new LiveFlink.Setup(place, checkpointInterval, flink);
        report.note("data: " + BenchData.MEMBERS + " members with one login each, " + LiveTopics.LEAVERS
                + " leave; accesses of about 350 bytes; topics of " + LiveBroker.PARTITIONS
                + " partitions, Kafka as a process of its own");
        report.note("Flink in this JVM: parallelism " + LiveFlink.PARALLELISM + ", at-least-once, a checkpoint each "
                + checkpointInterval + ", RocksDB's timers on heap");
        try (LiveBroker started = LiveBroker.start(home, Files.createDirectory(place.resolve("kafka")))) {
            broker = started;
            measure(home);
        } finally {
            FileUtils.deleteDirectoryQuietly(place.toFile());
        }
        report.print(System.out);
        report.write(json);
        return 0;
    }

    private <T> T size(T given, T quick, T usual) {
        return given != null ? given : isQuick ? quick : usual;
    }

    /** How many accesses have to be generated for so many to protected systems: two in five are. */
    private static long generatedFor(long protectedAccesses) {
        return protectedAccesses * 5 / 2;
    }

    private void measure(Path home) throws Exception {
        if (parts.contains(Part.throughput) || parts.contains(Part.rocksdb)) {
            measureThroughput();
        }
        if (parts.contains(Part.latency)) {
            measureLatency();
        }
        if (parts.contains(Part.state)) {
            measureState();
        }
        if (parts.contains(Part.withdrawal)) {
            measureWithdrawal();
        }
        if (withMemory || parts.contains(Part.memory)) {
            measureMemory(new LiveMemory(home, setup));
        }
    }

    private void measureMemory(LiveMemory memory) throws Exception {
        List<Double> peaks = new ArrayList<>();
        for (long count : isQuick ? List.of(20_000L, 100_000L) : List.of(2_000_000L, 10_000_000L)) {
            LiveTopics topics = LiveTopics.make(broker, setup.place(), "memory-" + count);
            topics.addAccesses(generatedFor(count), true);
            topics.addMarkers(LiveThroughput.MARKERS);
            peaks.add(memory.peakMebibytes(topics));
        }
        report.add(new Measure(
                "TaskManager's peak memory, RocksDB",
                "MiB",
                isQuick ? "100 k" : "10 M",
                List.of(peaks.get(1)),
                isQuick ? "20 k" : "2 M",
                List.of(peaks.get(0)),
                Goal.atMost(1.2, 1.5)));
    }

    private void measureThroughput() throws Exception {
        long count = size(accesses, 100_000L, 20_000_000L);
        LiveTopics topics = LiveTopics.make(broker, setup.place(), "throughput");
        topics.addAccesses(isProtectedOnly ? generatedFor(count) : count, isProtectedOnly);
        topics.addMarkers(LiveThroughput.MARKERS);
        report.note("throughput: all is in the topics before; " + topics.accessesSent() + " accesses, of them "
                + topics.protectedAccesses()
                + " to protected systems; the time includes memberships and links, not the job's start");
        LiveThroughput throughput = new LiveThroughput(setup, topics);
        if (parts.contains(Part.throughput)) {
            add(throughput, Backend.HEAP, Goal.atLeast(0.7, 0.5));
        }
        if (parts.contains(Part.rocksdb)) {
            add(throughput, Backend.ROCKSDB, Goal.atLeast(0.35, 0.2));
        }
    }

    private void add(LiveThroughput throughput, Backend backend, Goal goal) throws Exception {
        for (ParseJob job : ParseJob.values()) {
            boolean isWarmedUp = !isQuick && job == ParseJob.PROTECTED;
            Speeds speeds = throughput.alternate(backend, job, size(pairs, 1, 3), isWarmedUp);
            report.add(new Measure(
                    "throughput, " + backend.label(), "1/s", "live", speeds.live(), job.label(), speeds.parse(), goal));
        }
    }

    private void measureLatency() throws Exception {
        measureLatency(Backend.HEAP);
        measureLatency(Backend.ROCKSDB);
    }

    private void measureLatency(Backend backend) throws Exception {
        LiveTopics topics = LiveTopics.make(broker, setup.place(), "latency-" + backend.label());
        topics.addMarkers(LiveThroughput.MARKERS);
        int perSecond = size(rate, 1_000, 5_000);
        LiveLatency.Result result =
                new LiveLatency(setup, backend, topics, perSecond, size(null, 2, 60), size(seconds, 5, 130)).run();
        Delays delays = result.delays();
        report.note(String.format(
                "latency, %s: %d alerts, %.0f accesses a second, the longest delay %.1f ms",
                backend.label(), delays.millis().size(), result.achievedRate(), delays.percentile(1)));
        String name = "access to alert, " + backend.label() + ", " + perSecond + "/s";
        report.add(Measure.alone(name, MILLISECONDS, "p50", List.of(delays.percentile(TYPICAL)), null));
        report.add(
                Measure.alone(name, MILLISECONDS, "p99", List.of(delays.percentile(NEARLY_ALL)), Goal.atMost(50, 100)));
    }

    private void measureState() throws Exception {
        long count = size(remembered, 20_000L, 500_000L);
        LiveStateSize size = new LiveStateSize(setup);
        LiveTopics topics = LiveTopics.make(broker, setup.place(), "state");
        long without = size.bytes(topics);
        topics.addAccesses(generatedFor(count), true);
        double each = (size.bytes(topics) - without) / (double) topics.protectedAccesses();
        report.note("state: keyed state of the join in a checkpoint, state on heap, less that without accesses, by "
                + topics.protectedAccesses() + " remembered accesses");
        report.add(Measure.alone(
                "state of a remembered access", "bytes", "checkpoint", List.of(each), Goal.atMost(96, 160)));
    }

    private void measureWithdrawal() throws Exception {
        int count = size(withdrawals, 5, 50);
        LiveTopics topics = LiveTopics.make(broker, setup.place(), "withdrawal");
        topics.addMarkers(count);
        Delays delays = new LiveWithdrawal(setup, topics, count).run();
        report.note("withdrawal: " + count + ", one after the other, the inputs otherwise idle");
        report.add(Measure.alone(
                "reinstatement to withdrawal", MILLISECONDS, "p50", List.of(delays.percentile(TYPICAL)), null));
        report.add(Measure.alone(
                "reinstatement to withdrawal",
                MILLISECONDS,
                "p99",
                List.of(delays.percentile(NEARLY_ALL)),
                Goal.atMost(1_000, 5_000)));
    }
}
