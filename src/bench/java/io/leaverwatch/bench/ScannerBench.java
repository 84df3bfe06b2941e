package io.leaverwatch.bench;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.formats.AccessLine;
import io.leaverwatch.formats.AccessLines;
import io.leaverwatch.formats.EventOutput;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.LineReader;
import io.leaverwatch.formats.NativeAccessReader;
import io.leaverwatch.formats.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one access line of some 360 bytes costs, one in a hundred of them a leaver's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ScannerBench {
    private static final int LINES = 20_000;
    private static final Place PLACE = Place.ofFile(InputKind.ACCESS, 0, "accesses");

    /** Whether each line has its fields in an order of its own. */
    @Param({"false", "true"})
    public boolean shuffled;

    private byte[] text;
    private byte[][] lines;
    private LeaverIndex leavers;
    private NativeAccessReader reader;

    /** Makes the lines. */
    @Setup
    public void makeLines() {
        ScannerLines made = new ScannerLines(1);
        lines = made.lines(LINES, shuffled);
        text = ScannerLines.joined(lines);
        LeaverIndex.Builder builder = new LeaverIndex.Builder(BenchPolicy.DEFAULT);
        for (String credential : made.leavers()) {
            builder.add(new MembershipEvent(
                    "m", credential, MembershipType.RESIGNED, 0, false, false, 0, 0, 0, null, null, null, null));
        }
        leavers = builder.build();
        reader = new NativeAccessReader(BenchPolicy.DEFAULT, leavers);
    }

    /** As a replay reads them. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public long scanned() throws IOException {
        AccessLines handler = new AccessLines(PLACE, BenchPolicy.DEFAULT, leavers, new Ignored());
        LineReader in = new LineReader(new ByteArrayInputStream(text), PLACE, handler);
        boolean isMore = true;
        while (isMore) {
            isMore = in.advance();
        }
        return handler.tally().forwarded();
    }

    /** By the JSON parser alone, for comparison. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public long parsed() {
        long kept = 0;
        for (byte[] line : lines) {
            kept += reader.read(line, 0, line.length, PLACE, 0).event() == null ? 0 : 1;
        }
        return kept;
    }

    private static final class Ignored implements EventOutput<AccessLine> {
        @Override
        public void event(AccessLine event) {}

        @Override
        public void deadLetter(DeadLetter deadLetter) {
            throw new IllegalStateException(deadLetter.reason());
        }
    }
}
