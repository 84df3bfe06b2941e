package io.leaverwatch.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.leaverwatch.formats.TimeParser;
import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one time costs, over times of a year in random order; {@link Instant#parse} for comparison. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TimeParserBench {
    private static final int COUNT = 1 << 12;

    /** The end of each time: with an offset, in whole seconds, in the zone. */
    @Param({".123Z", "Z", ".123456+01:00", ""})
    public String ending;

    private final TimeParser parser = new TimeParser(ZoneId.of("Europe/London"));
    private final byte[][] times = new byte[COUNT][];
    private final String[] texts = new String[COUNT];
    private int next;

    /** Makes the times. */
    @Setup
    public void makeTimes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < COUNT; i++) {
            long second = 1_930_000_000L + random.nextInt(365 * 86_400);
            String whole = Instant.ofEpochSecond(second).toString().substring(0, 19);
            times[i] = (whole + ending).getBytes(US_ASCII);
            texts[i] = whole + ".123Z";
        }
    }

    /** On bytes, as the scanner does. */
    @Benchmark
    public long onBytes() {
        byte[] time = times[next++ & (COUNT - 1)];
        return parser.text(time, 0, time.length);
    }

    /** The JDK's, of one form. */
    @Benchmark
    public Instant byTheJdk() {
        return Instant.parse(texts[next++ & (COUNT - 1)]);
    }
}
