package io.leaverwatch.bench;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.AccessLine;
import io.leaverwatch.formats.AccessLines;
import io.leaverwatch.formats.EventOutput;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.LineReader;
import io.leaverwatch.formats.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Access lines from bytes to a decision: cutting, scanning, and building the few events that are kept. */
@State(Scope.Thread)
public class ScannerBenchmark {
    private static final int LINES = 10_000;
    private static final Place PLACE = Place.ofFile(InputKind.ACCESS, 2, "accesses.ndjson");

    /** Whether the order of the fields differs from line to line. */
    @Param({"false", "true"})
    public boolean shuffled;

    private final Policy policy = PolicyReader.read(null);
    private final Counter counter = new Counter();
    private LeaverIndex leavers;
    private byte[] text;

    /** One login in a hundred is a leaver's. */
    @Setup
    public void setUp() throws IOException {
        LeaverIndex.Builder builder = new LeaverIndex.Builder(policy);
        for (int i = 0; i < BenchData.MEMBERS; i += 100) {
            builder.add(new MembershipEvent(
                    "m-" + i,
                    BenchData.credential(i),
                    MembershipType.RESIGNED,
                    0,
                    false,
                    false,
                    0,
                    0,
                    0,
                    null,
                    null,
                    null,
                    new Origin(0, "members.ndjson", -1, i, new byte[32])));
        }
        leavers = builder.build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SplittableRandom random = new SplittableRandom(1);
        AccessText lines = new AccessText(random, shuffled ? new SplittableRandom(2) : null);
        for (int i = 0; i < LINES; i++) {
            lines.write(out, i, GraphEvents.START + i * 300L, random.nextInt(BenchData.MEMBERS));
        }
        text = out.toByteArray();
    }

    /** Reads all lines. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public long line() throws IOException {
        AccessLines lines = new AccessLines(PLACE, policy, leavers, counter);
        LineReader reader = new LineReader(new ByteArrayInputStream(text), PLACE, lines);
        while (reader.advance()) {}
        if (counter.dead > 0 || lines.tally().lines() != LINES) {
            throw new IllegalStateException("lines were lost");
        }
        return counter.events;
    }

    private static final class Counter implements EventOutput<AccessLine> {
        private long events;
        private long dead;

        @Override
        public void event(AccessLine event) {
            events++;
        }

        @Override
        public void deadLetter(DeadLetter deadLetter) {
            dead++;
        }
    }
}
