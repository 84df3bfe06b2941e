package io.leaverwatch.connectors;

import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.LineReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

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

    /** A split that is being read. */
    interface Opened extends Closeable {
        /** Reads once and gives what the lines that are whole then turn out to be; false after the last, with a tally. */
        boolean advance(Consumer<ReadRecord> output) throws IOException;

        /** Completes when {@link #advance} will not wait for input. */
        default CompletableFuture<Void> whenReady() {
            return CompletableFuture.completedFuture(null);
        }
    }

    /**
     * Opens a split.
     *
     * @param begun may have begun to read it
     */
    Opened open(LineSplit split, BegunReading begun) throws IOException {
        try {
            if (split.file().isSplittable()) {
                return new Range(split);
            }
            ReadAhead ahead = begun.take(split);
            return new Whole(split, ahead == null ? readAhead(split) : ahead);
        } catch (IOException e) {
            throw failed(split, e);
        }
    }

    /** Begins to read an input that is one split. */
    ReadAhead readAhead(LineSplit split) {
        return new ReadAhead(
                split.file().place(), () -> Unpacked.open(split.file(), progress), () -> collector(split), progress);
    }

    private RecordCollector collector(LineSplit split) {
        return new RecordCollector(kind, split.file().place(), policy, leavers);
    }

    private InputUnreadable failed(LineSplit split, IOException failure) {
        InputUnreadable unreadable = InputUnreadable.of(split.file().place().source(), failure);
        progress.failed(unreadable);
        return unreadable;
    }

    /** What is read ahead on a thread of its own. */
    private final class Whole implements Opened {
        private final LineSplit split;
        private final ReadAhead ahead;

        private Whole(LineSplit split, ReadAhead ahead) {
            this.split = split;
            this.ahead = ahead;
        }

        @Override
        public boolean advance(Consumer<ReadRecord> output) throws IOException {
            try {
                return ahead.advance(output);
            } catch (IOException e) {
                throw failed(split, e);
            }
        }

        @Override
        public CompletableFuture<Void> whenReady() {
            return ahead.whenReady();
        }

        @Override
        public void close() {
            ahead.close();
        }
    }

    /** A part of a plain file, read on the task's thread. */
    private final class Range implements Opened {
        private final LineSplit split;
        private final FileRange in;
        private final RecordCollector collector;
        private final LineReader reader;
        private long countedBytes;
        private long countedLines;
        private long countedEvents;

        private Range(LineSplit split) throws IOException {
            this.split = split;
            in = new FileRange(split.file(), Math.max(0, split.start() - 1));
            collector = collector(split);
            reader = new LineReader(in, split.start(), split.end(), split.file().place(), collector.handler());
            countedBytes = split.start();
        }

        @Override
        public boolean advance(Consumer<ReadRecord> output) throws IOException {
            collector.giveTo(output);
            boolean isMore;
            try {
                isMore = reader.advance();
            } catch (IOException e) {
                throw failed(split, e);
            }
            count();
            if (!isMore) {
                output.accept(ReadRecord.of(collector.handler().tally()));
            }
            return isMore;
        }

        private void count() {
            long position = Math.min(
                    reader.position(), Math.min(split.end(), split.file().size()));
            long bytes = Math.max(0, position - countedBytes);
            countedBytes += bytes;
            progress.read(bytes, reader.lines() - countedLines, collector.events() - countedEvents);
            countedLines = reader.lines();
            countedEvents = collector.events();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
