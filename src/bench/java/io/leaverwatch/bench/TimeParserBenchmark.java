package io.leaverwatch.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.leaverwatch.formats.TimeParser;
import java.time.Instant;
import java.time.ZoneId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Times of the usual form: the product's parser against the JDK's. */
@State(Scope.Thread)
public class TimeParserBenchmark {
    private static final int COUNT = 1024;

    private final TimeParser parser = new TimeParser(ZoneId.of("Europe/London"));
    private final byte[][] lines = new byte[COUNT][];
    private final String[] texts = new String[COUNT];

    /** Times eight seconds apart. */
    public TimeParserBenchmark() {
        Instant start = Instant.parse("2031-03-01T00:00:00.123Z");
        for (int i = 0; i < COUNT; i++) {
            texts[i] = start.plusMillis(8_009L * i).toString();
            lines[i] = (texts[i] + "        ").getBytes(ISO_8859_1);
        }
    }

    /** The product's. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void product(Blackhole hole) {
        for (int i = 0; i < COUNT; i++) {
            hole.consume(parser.text(lines[i], 0, texts[i].length()));
        }
    }

    /** The JDK's. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void instantParse(Blackhole hole) {
        for (String text : texts) {
            hole.consume(Instant.parse(text).toEpochMilli());
        }
    }
}
