package io.leaverwatch.connectors;

import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
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
 * The lines of one kind of input as a Flink source. Plain files are cut into ranges, which whoever is free reads next;
 * compressed ones and streams are read whole. Lines are looked at where they are read, so that what nobody asks about
 * never leaves the reader. A split that was begun when a checkpoint was taken is read again from its start after a
 * restore: its events are redeliveries then.
 */
final class LineSource implements Source<ReadRecord, LineSplit, LineSource.Remaining> {
    private static final long serialVersionUID = 1L;
    private static final long MOST_RANGE = 16L << 20;
    private static final long LEAST_RANGE = 1L << 20;
    private static final int RANGES_FOR_EACH_READER = 4;

    private final InputKind kind;
    private final List<InputFile> files;
    private final Policy policy;
    private final InThisJvm<LeaverIndex> leavers;
    private final InThisJvm<BegunReading> begun;
    private final String progressId;

    LineSource(
            InputKind kind,
            List<InputFile> files,
            Policy policy,
            InThisJvm<LeaverIndex> leavers,
            InThisJvm<BegunReading> begun,
            String progressId) {
        this.kind = kind;
        this.files = List.copyOf(files);
        this.policy = policy;
        this.leavers = leavers;
        this.begun = begun;
        this.progressId = progressId;
    }

    /** How many readers of at most {@code most} have something to read. */
    int readers(int most) {
        return Math.max(1, Math.min(most, splits(most).size()));
    }

    /** The splits that nobody reads yet. */
    record Remaining(List<LineSplit> splits) implements Serializable {}

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<ReadRecord, LineSplit> createReader(SourceReaderContext context) {
        SplitReading reading = new SplitReading(kind, policy, leavers.get(), Progress.of(progressId));
        return new LineSourceReader(context, reading, begun.get());
    }

    @Override
    public SplitEnumerator<LineSplit, Remaining> createEnumerator(SplitEnumeratorContext<LineSplit> context) {
        return restoreEnumerator(context, new Remaining(splits(context.currentParallelism())));
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

    /** The parts of files that cannot be shared out: each is one, and the largest come first, so that they do not come last. */
    static List<LineSplit> whole(List<InputFile> files) {
        return files.stream()
                .filter(file -> !file.isSplittable())
                .sorted(Comparator.comparing(InputFile::isStream)
                        .thenComparing(InputFile::size)
                        .reversed())
                .map(file -> new LineSplit(file, 0, Long.MAX_VALUE))
                .toList();
    }

    private List<LineSplit> splits(int parallelism) {
        List<LineSplit> splits = new ArrayList<>(whole(files));
        for (InputFile file : files) {
            long share = file.size() / Math.max(1, parallelism * RANGES_FOR_EACH_READER);
            long range = Math.max(LEAST_RANGE, Math.min(MOST_RANGE, share));
            // Of an empty file too, so that there is a tally that names it.
            for (long start = 0; file.isSplittable() && (start < file.size() || start == 0); start += range) {
                boolean isLast = start + range >= file.size();
                splits.add(new LineSplit(file, start, isLast ? Long.MAX_VALUE : start + range));
            }
        }
        return splits;
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
