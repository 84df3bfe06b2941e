package io.leaverwatch.connectors;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The lines of one kind of input as a Flink source. Each file is read from its beginning to its end, since it has to be hashed
 * in that order, by whoever is free. Lines are looked at where they are read, so that what nobody asks about never leaves the
 * reader. A split that was begun when a checkpoint was taken is read again from its start after a restore: its events are
 * redeliveries then.
 */
final class LineSource implements Source<ReadRecord, LineSplit, LineSource.Remaining> {
    private static final long serialVersionUID = 1L;

    private final List<InputFile> files;
    private final InThisJvm<SplitReading> reading;

    LineSource(List<InputFile> files, InThisJvm<SplitReading> reading) {
        this.files = List.copyOf(files);
        this.reading = reading;
    }

    /** How many readers of at most {@code most} have something to read. */
    int readers(int most) {
        return Math.max(1, Math.min(most, files.size()));
    }

    /** The splits that nobody reads yet. */
    record Remaining(List<LineSplit> splits) implements Serializable {}

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<ReadRecord, LineSplit> createReader(SourceReaderContext context) {
        return new LineSourceReader(context, reading.get());
    }

    @Override
    public SplitEnumerator<LineSplit, Remaining> createEnumerator(SplitEnumeratorContext<LineSplit> context) {
        return restoreEnumerator(context, new Remaining(splits(files)));
    }

    @Override
    public SplitEnumerator<LineSplit, Remaining> restoreEnumerator(
            SplitEnumeratorContext<LineSplit> context, Remaining remaining) {
        return new Enumerator(context, remaining.splits());
    }

    @Override
    public SimpleVersionedSerializer<LineSplit> getSplitSerializer() {
        return new JavaSerializer<>(LineSplit.class);
    }

    @Override
    public SimpleVersionedSerializer<Remaining> getEnumeratorCheckpointSerializer() {
        return new JavaSerializer<>(Remaining.class);
    }

    /** The largest come first, so that they do not come last; streams, of which nobody knows, before them. */
    static List<LineSplit> splits(List<InputFile> files) {
        return files.stream()
                .sorted(Comparator.comparing(InputFile::isStream)
                        .thenComparing(InputFile::size)
                        .reversed())
                .map(LineSplit::new)
                .toList();
    }

    /** Gives each reader that asks the next split. */
    private static final class Enumerator implements SplitEnumerator<LineSplit, Remaining> {
        private final SplitEnumeratorContext<LineSplit> context;
        private final ArrayDeque<LineSplit> splits;

        Enumerator(SplitEnumeratorContext<LineSplit> context, Collection<LineSplit> splits) {
            this.context = context;
            this.splits = new ArrayDeque<>(splits);
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, String hostname) {
            LineSplit next = splits.poll();
            if (next == null) {
                context.signalNoMoreSplits(subtask);
            } else {
                context.assignSplit(next, subtask);
            }
        }

        @Override
        public void addSplitsBack(List<LineSplit> returned, int subtask) {
            returned.forEach(splits::addFirst);
        }

        @Override
        public void addReader(int subtask) {}

        @Override
        public Remaining snapshotState(long checkpointId) {
            return new Remaining(new ArrayList<>(splits));
        }

        @Override
        public void close() {}
    }
}
