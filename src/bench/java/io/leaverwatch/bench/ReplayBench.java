package io.leaverwatch.bench;

import io.leaverwatch.bench.ReplayRuns.Inputs;
import io.leaverwatch.bench.ReplayRuns.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replays of large files against DuckDB, in pairs of whole processes. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Replays generated files and has DuckDB answer the same question, in turn, as whole processes; compares wall"
                    + " time, processor time and peak memory, and checks that both count the same breaches.",
            "Needs 26 GB of disk for the sizes it measures by default."
        })
final class ReplayBench implements Callable<Integer> {
    private static final int START_PAIRS = 7;
    private static final long GOAL_SIZE = 20_000_000;
    private static final long SMALL_GOAL_SIZE = 5_000_000;
    private static final long QUICK_SIZE = 1_000_000;
    private static final String SECONDS = "s";
    private static final String REPLAY = "replay";
    private static final String DUCKDB = "DuckDB";

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            description = "How many accesses. Default: 1, 5 and 20 million.")
    private List<Long> sizes;

    @Option(names = "--pairs", paramLabel = "N", description = "How often each comparison is made. Default: 3.")
    private int pairs = 3;

    @Option(
            names = "--quick",
            description = "One pair, of one million accesses where no sizes are given: to see that it works.")
    private boolean isQuick;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where the data lies. Default: target/bench-data.")
    private Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the results, with every sample, as JSON.")
    private Path json;

    private final Report report = new Report("Replay against DuckDB");
    private ReplayRuns runs;

    private interface Step {
        Run run() throws Exception;
    }

    private record Pairs(List<Run> left, List<Run> right) {}

    @Override
    public Integer call() throws Exception {
        Path home = Path.of(System.getProperty("leaverwatch.home", "."));
        if (isQuick) {
            pairs = 1;
        }
        if (sizes == null) {
            sizes = isQuick ? List.of(QUICK_SIZE) : List.of(1_000_000L, SMALL_GOAL_SIZE, GOAL_SIZE);
        }
        if (folder == null) {
            folder = home.resolve("target/bench-data");
        }
        Files.createDirectories(folder);
        runs = new ReplayRuns(home, folder);
        report.note(BenchData.NOTE);
        report.note("each number is the median of " + pairs + " runs, A and B in turn; files are read once before");
        measureStart();
        long largest = sizes.stream().max(Comparator.naturalOrder()).orElseThrow();
        BenchData standard = new BenchData(folder, 1);
        for (long size : sizes.stream().sorted().toList()) {
            measureSize(size, inputs(standard, standard.accesses(size, false)));
        }
        measureCompressed(standard);
        Inputs usual = inputs(standard, standard.accesses(largest, false));
        BenchData many = new BenchData(folder, 20);
        measureVariant("20 % leavers", usual, inputs(many, many.accesses(largest, false)), largest);
        measureVariant("shuffled fields", usual, inputs(standard, standard.accesses(largest, true)), largest);
        report.print(System.out);
        report.write(json);
        return 0;
    }

    private static Inputs inputs(BenchData data, Path accesses) throws IOException {
        return new Inputs(data.members(), data.links(), accesses);
    }

    private void measureStart() throws Exception {
        Inputs tenLines = tenLines();
        runs.replay(tenLines, Map.of()); // makes the archive
        int count = isQuick ? 1 : START_PAIRS;
        Map<String, String> without = Map.of("LEAVERWATCH_NO_ARCHIVE", "1");
        Pairs measured = alternate(count, () -> runs.replay(tenLines, Map.of()), () -> runs.replay(tenLines, without));
        report.note("start: the median of " + count);
        add(
                "start, ten lines",
                SECONDS,
                "archive",
                "without",
                measured,
                MeasuredProcess::wallSeconds,
                Goal.atMost(0.65, 0.8));
    }

    private Inputs tenLines() throws IOException {
        BenchData data = new BenchData(folder, 1);
        List<Path> files = new ArrayList<>();
        for (Path whole : List.of(data.members(), data.links(), data.accesses(10, false))) {
            Path part = folder.resolve("ten-" + whole.getFileName());
            try (var lines = Files.lines(whole)) {
                Files.write(part, lines.limit(10).toList());
            }
            files.add(part);
        }
        return new Inputs(files.get(0), files.get(1), files.get(2));
    }

    private void measureSize(long size, Inputs inputs) throws Exception {
        Pairs measured = againstDuckDb(inputs);
        String name = size(size) + " accesses";
        Goal wall = size >= GOAL_SIZE ? Goal.atMost(1, 1.2) : size >= SMALL_GOAL_SIZE ? Goal.atMost(1.5, 2) : null;
        Goal memory = size >= GOAL_SIZE ? Goal.atMost(1, 1.5) : null;
        add(name + ", wall", SECONDS, REPLAY, DUCKDB, measured, MeasuredProcess::wallSeconds, wall);
        add(name + ", processor", SECONDS, REPLAY, DUCKDB, measured, MeasuredProcess::cpuSeconds, null);
        add(name + ", peak memory", "MiB", REPLAY, DUCKDB, measured, MeasuredProcess::peakMebibytes, memory);
        report.note(name + ": " + measured.left().get(0).breaches() + " breaches, counted by both");
    }

    private void measureCompressed(BenchData data) throws Exception {
        long size = sizes.stream()
                .filter(s -> s <= SMALL_GOAL_SIZE)
                .max(Comparator.naturalOrder())
                .orElse(sizes.get(0));
        Goal goal = size == SMALL_GOAL_SIZE ? Goal.atMost(1, 1.3) : null;
        for (Path file : List.of(data.gzip(size), data.zstd(size))) {
            String name = file.getFileName().toString();
            String ending = name.substring(name.lastIndexOf('.'));
            add(
                    size(size) + " accesses " + ending + ", wall",
                    SECONDS,
                    REPLAY,
                    DUCKDB,
                    againstDuckDb(inputs(data, file)),
                    MeasuredProcess::wallSeconds,
                    goal);
        }
    }

    private void measureVariant(String name, Inputs usual, Inputs variant, long size) throws Exception {
        variant.warm();
        check(runs.replay(variant, Map.of()), runs.duckDb(variant), variant);
        Pairs measured = alternate(pairs, () -> runs.replay(variant, Map.of()), () -> runs.replay(usual, Map.of()));
        add(
                size(size) + " accesses, " + name + ", wall",
                SECONDS,
                name,
                "standard",
                measured,
                MeasuredProcess::wallSeconds,
                Goal.atMost(1.5, 2));
    }

    private Pairs againstDuckDb(Inputs inputs) throws Exception {
        inputs.warm();
        Pairs measured = alternate(pairs, () -> runs.replay(inputs, Map.of()), () -> runs.duckDb(inputs));
        for (int i = 0; i < pairs; i++) {
            check(measured.left().get(i), measured.right().get(i), inputs);
        }
        return measured;
    }

    private static void check(Run replay, Run duckDb, Inputs inputs) {
        if (replay.breaches() != duckDb.breaches() || replay.breaches() == 0) {
            throw new BenchFailure(inputs.accesses() + ": replay counts " + replay.breaches() + " breaches and DuckDB "
                    + duckDb.breaches());
        }
    }

    private static Pairs alternate(int count, Step left, Step right) throws Exception {
        Pairs measured = new Pairs(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                measured.left().add(left.run());
                measured.right().add(right.run());
            } else {
                measured.right().add(right.run());
                measured.left().add(left.run());
            }
        }
        return measured;
    }

    private void add(
            String name,
            String unit,
            String left,
            String right,
            Pairs measured,
            ToDoubleFunction<MeasuredProcess> cost,
            Goal goal) {
        Measure measure =
                new Measure(name, unit, left, costs(measured.left(), cost), right, costs(measured.right(), cost), goal);
        System.err.printf("%s: %.2f against %.2f %s%n", name, measure.leftMedian(), measure.rightMedian(), unit);
        report.add(measure);
    }

    private static List<Double> costs(List<Run> runs, ToDoubleFunction<MeasuredProcess> cost) {
        return runs.stream().map(r -> cost.applyAsDouble(r.process())).toList();
    }

    private static String size(long accesses) {
        return accesses % 1_000_000 == 0 ? accesses / 1_000_000 + " M" : Long.toString(accesses);
    }
}
