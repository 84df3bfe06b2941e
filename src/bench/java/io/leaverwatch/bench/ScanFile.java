package io.leaverwatch.bench;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.AccessLine;
import io.leaverwatch.formats.AccessLines;
import io.leaverwatch.formats.Coverage;
import io.leaverwatch.formats.EventOutput;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.LeaverLines;
import io.leaverwatch.formats.LineHandler;
import io.leaverwatch.formats.LineReader;
import io.leaverwatch.formats.MembershipLines;
import io.leaverwatch.formats.Place;
import io.leaverwatch.formats.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Scans one access file with several threads and prints how fast: words are the membership file, the link file, the
 * access file and the number of threads.
 */
public final class ScanFile {
    private static final long RANGE = 64L << 20;

    private ScanFile() {}

    /** Runs five times, since the first ones compile. */
    public static void main(String[] args) throws Exception {
        Policy policy = BenchPolicy.DEFAULT;
        LeaverIndex.Builder builder = new LeaverIndex.Builder(policy);
        Place members = Place.ofFile(InputKind.MEMBERSHIP, 0, args[0]);
        Place links = Place.ofFile(InputKind.LINK, 1, args[1]);
        long start = System.nanoTime();
        readAll(args[0], members, new MembershipLines(members, policy, new To<MembershipEvent>(builder::add)));
        readAll(args[1], links, new LeaverLines(links, policy, builder));
        LeaverIndex leavers = builder.build();
        System.out.printf("index in %.2f s%n", (System.nanoTime() - start) / 1e9);
        for (int round = 0; round < 5; round++) {
            scan(args[2], Integer.parseInt(args[3]), policy, leavers);
        }
    }

    private static void scan(String file, int threads, Policy policy, LeaverIndex leavers) throws Exception {
        Place place = Place.ofFile(InputKind.ACCESS, 2, file);
        long start = System.nanoTime();
        AtomicLong next = new AtomicLong();
        AtomicLong processor = new AtomicLong();
        Coverage coverage = new Coverage(policy);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (FileChannel channel = FileChannel.open(Path.of(file))) {
            long size = channel.size();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    for (long from = next.getAndAdd(RANGE); from < size; from = next.getAndAdd(RANGE)) {
                        AccessLines lines = new AccessLines(place, policy, leavers, new To<AccessLine>(event -> {}));
                        InputStream in = new Range(channel, Math.max(0, from - 1));
                        LineReader reader = new LineReader(in, from, from + RANGE, place, lines);
                        while (reader.advance()) {}
                        Tally tally = lines.tally();
                        synchronized (coverage) {
                            coverage.add(tally);
                        }
                    }
                    processor.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Tally sum = coverage.tallies().get(0);
            System.out.printf(
                    "%.2f s  %.2f GB/s  %.0f ns of a processor for a line  %d lines, %d forwarded, %d dead  %s%n",
                    seconds,
                    size / seconds / 1e9,
                    (double) processor.get() / sum.lines(),
                    sum.lines(),
                    sum.forwarded(),
                    sum.dead(),
                    coverage.entries());
        } finally {
            pool.shutdown();
        }
    }

    private static void readAll(String file, Place place, LineHandler lines) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(file))) {
            LineReader reader = new LineReader(new Range(channel, 0), place, lines);
            while (reader.advance()) {}
        }
    }

    private record To<T>(Consumer<T> events) implements EventOutput<T> {
        @Override
        public void event(T event) {
            events.accept(event);
        }

        @Override
        public void deadLetter(DeadLetter deadLetter) {
            System.out.println(deadLetter.reason());
        }
    }

    private static final class Range extends InputStream {
        private final FileChannel channel;
        private long position;

        Range(FileChannel channel, long position) {
            this.channel = channel;
            this.position = position;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = channel.read(ByteBuffer.wrap(buffer, offset, length), position);
            position += Math.max(0, count);
            return count;
        }
    }
}
