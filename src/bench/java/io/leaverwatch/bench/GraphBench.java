package io.leaverwatch.bench;

import io.leaverwatch.bench.GraphMeasure.Backend;
import io.leaverwatch.bench.GraphMeasure.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The product's graph in memory against what Flink can do at best, and against the obvious job. */
@Command(
        name = "graph",
        mixinStandardHelpOptions = true,
        description =
                "Runs the product's graph on an embedded Flink with events made in memory, in turn with the ceiling"
                        + " (source, keyBy, sink) and the obvious job (event-time CEP over departures and accesses).")
final class GraphBench implements Callable<Integer> {
    private static final int REPETITIONS = 3;
    private static final int CEILING_FACTOR = 3;
    private static final int OBVIOUS_ROCKSDB_DIVISOR = 20;
    private static final int WARM_UP_DIVISOR = 10;

    /** Which backends to measure. */
    enum Choice {
        heap,
        rocksdb,
        both
    }

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "How many accesses the product gets on heap; the others get more or fewer, so that each takes"
                    + " seconds. Default: 6000000.")
    private long events = 6_000_000;

    @Option(names = "--backend", paramLabel = "B", description = "One of ${COMPLETION-CANDIDATES}. Default: both.")
    private Choice backend = Choice.both;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the results, with every sample, as JSON.")
    private Path json;

    private final Report report = new Report("The graph, accesses per second");

    @Override
    public Integer call() throws Exception {
        report.note("events: 200,000 credentials, 1 % leavers, all accesses to protected systems, 1 day; departures and"
                + " links go first and are not in the time");
        report.note("each run has at least one checkpoint inside, and finds every breach; each number is the median of "
                + REPETITIONS + " runs, in turn; parallelism " + Machine.cores() + ", object reuse, RocksDB's timers on"
                + " heap");
        if (backend != Choice.rocksdb) {
            GraphMeasure ceiling = new GraphMeasure(Job.CEILING, Backend.HEAP, events * CEILING_FACTOR);
            GraphMeasure product = new GraphMeasure(Job.PRODUCT, Backend.HEAP, events);
            GraphMeasure obvious = new GraphMeasure(Job.OBVIOUS, Backend.HEAP, events);
            List<List<Double>> speeds = alternate(List.of(product, ceiling, obvious));
            add(Backend.HEAP, speeds.get(0), "ceiling", speeds.get(1), Goal.atLeast(0.35, 0.25));
            add(Backend.HEAP, speeds.get(0), "obvious", speeds.get(2), null);
        }
        if (backend != Choice.heap) {
            GraphMeasure product = new GraphMeasure(Job.PRODUCT, Backend.ROCKSDB, events);
            GraphMeasure obvious = new GraphMeasure(Job.OBVIOUS, Backend.ROCKSDB, events / OBVIOUS_ROCKSDB_DIVISOR);
            List<List<Double>> speeds = alternate(List.of(product, obvious));
            add(Backend.ROCKSDB, speeds.get(0), "obvious", speeds.get(1), Goal.atLeast(5, 5));
        }
        report.print(System.out);
        report.write(json);
        return 0;
    }

    private void add(Backend backend, List<Double> product, String other, List<Double> speeds, Goal goal) {
        report.add(new Measure(backend.label(), "1/s", "product", product, other, speeds, goal));
    }

    private static List<List<Double>> alternate(List<GraphMeasure> measures) throws Exception {
        List<List<Double>> speeds = new ArrayList<>();
        for (GraphMeasure measure : measures) {
            speeds.add(new ArrayList<>());
            new GraphMeasure(measure.job(), measure.backend(), measure.events() / WARM_UP_DIVISOR).run(true);
        }
        for (int i = 0; i < REPETITIONS; i++) {
            for (int j = 0; j < measures.size(); j++) {
                speeds.get(j).add(measures.get(j).run(false));
            }
        }
        return speeds;
    }
}
