package io.leaverwatch.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The small measurements, with JMH. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        description = "Measures the byte scanner, the time parser and the look-back with JMH; nanoseconds for one line,"
                + " time or access.")
final class MicroBench implements Callable<Integer> {
    private static final int ITERATIONS = 5;

    @Parameters(arity = "0..1", paramLabel = "REGEX", description = "Only benchmarks whose name matches.")
    private String only = "io.leaverwatch.bench";

    @Option(names = "--quick", description = "One short iteration: to see that it works.")
    private boolean isQuick;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the results as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(only)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .shouldFailOnError(true)
                .forks(1)
                .warmupIterations(isQuick ? 1 : ITERATIONS)
                .warmupTime(isQuick ? TimeValue.milliseconds(200) : TimeValue.seconds(1))
                .measurementIterations(isQuick ? 1 : ITERATIONS)
                .measurementTime(isQuick ? TimeValue.milliseconds(200) : TimeValue.seconds(1));
        if (json != null) {
            options.resultFormat(ResultFormatType.JSON).result(json.toString());
        }
        Machine.facts().forEach((key, value) -> System.out.println(key + ": " + value));
        new Runner(options.build()).run();
        return 0;
    }
}
