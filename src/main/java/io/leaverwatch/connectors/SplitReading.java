package io.leaverwatch.connectors;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.AccessLines;
import io.leaverwatch.formats.EventOutput;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.LineHandler;
import io.leaverwatch.formats.LineReader;
import io.leaverwatch.formats.LinkLines;
import io.leaverwatch.formats.MembershipLines;
import io.leaverwatch.formats.Place;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads splits, one after the other, for one thread. */
final class SplitReading {
    private final InputKind kind;
    private final Policy policy;
    private final LeaverIndex leavers;
    private final Progress progress;

    SplitReading(InputKind kind, Policy policy, LeaverIndex leavers, Progress progress) {
        this.kind = kind;
        this.policy = policy;
        this.leavers = leavers;
        this.progress = progress;
    }

    /** Opens a split. */
    Opened open(LineSplit split) throws IOException {
        try {
            return new Opened(split);
        } catch (IOException e) {
            throw failed(split, e);
        }
    }

    private InputUnreadable failed(LineSplit split, IOException failure) {
        InputUnreadable unreadable = InputUnreadable.of(split.file().place().source(), failure);
        progress.failed(unreadable);
        return unreadable;
    }

    /** A split that is being read. */
    final class Opened implements Closeable {
        private final LineSplit split;
        private final InputStream in;
        private final LineReader reader;
        private final LineHandler handler;
        private Consumer<ReadRecord> output;
        private long countedBytes;
        private long countedLines;
        private long events;
        private long countedEvents;

        private Opened(LineSplit split) throws IOException {
            this.split = split;
            Place place = split.file().place();
            handler = switch (kind) {
                case MEMBERSHIP -> new MembershipLines(place, policy, to(ReadRecord::of));
                case LINK -> new LinkLines(place, policy, leavers, to(ReadRecord::of));
                case ACCESS -> new AccessLines(place, policy, leavers, to(ReadRecord::of));
            };
            boolean isRange = split.file().isSplittable();
            in = isRange
                    ? new FileRange(split.file(), Math.max(0, split.start() - 1))
                    : new ReadAhead(place.source(), () -> Unpacked.open(split.file(), progress));
            reader = new LineReader(in, split.start(), split.end(), place, handler);
            countedBytes = isRange ? split.start() : Long.MAX_VALUE;
        }

        /** Reads once and gives what the lines that are whole then turn out to be; false after the last, with a tally. */
        boolean advance(Consumer<ReadRecord> output) throws IOException {
            this.output = output;
            boolean isMore;
            try {
                isMore = reader.advance();
            } catch (IOException e) {
                throw failed(split, e);
            }
            count();
            if (!isMore) {
                output.accept(ReadRecord.of(handler.tally()));
            }
            return isMore;
        }

        private void count() {
            // Compressed inputs and streams count where they are read.
            long position = Math.min(
                    reader.position(), Math.min(split.end(), split.file().size()));
            long bytes = Math.max(0, position - countedBytes);
            countedBytes += bytes;
            progress.read(bytes, reader.lines() - countedLines, events - countedEvents);
            countedLines = reader.lines();
            countedEvents = events;
        }

        /** Completes when {@link #advance} will not wait for input. */
        CompletableFuture<Void> whenReady() {
            return in instanceof ReadAhead ahead ? ahead.whenReady() : CompletableFuture.completedFuture(null);
        }

        private <T> EventOutput<T> to(Function<T, ReadRecord> record) {
            return new EventOutput<>() {
                @Override
                public void event(T event) {
                    events++;
                    output.accept(record.apply(event));
                }

                @Override
                public void deadLetter(DeadLetter deadLetter) {
                    output.accept(ReadRecord.of(deadLetter));
                }
            };
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
