package io.leaverwatch.connectors;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/** Reads the splits that it is given on the task's thread, and asks for the next one while it reads. */
final class LineSourceReader implements SourceReader<ReadRecord, LineSplit> {
    private final SourceReaderContext context;
    private final SplitReading reading;
    private final ArrayDeque<LineSplit> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> arrival = new CompletableFuture<>();
    private boolean isLast;
    private LineSplit split;
    private ReadAhead current;

    LineSourceReader(SourceReaderContext context, SplitReading reading) {
        this.context = context;
        this.reading = reading;
    }

    @Override
    public void start() {
        context.sendSplitRequest();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<ReadRecord> output) throws IOException {
        if (current == null) {
            split = waiting.poll();
            if (split == null) {
                return isLast ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
            }
            current = reading.open(split);
            if (!isLast) {
                context.sendSplitRequest();
            }
        }
        if (!current.whenReady().isDone()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (!current.advance(output::collect)) {
            current.close();
            current = null;
            split = null;
        }
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        if (current != null) {
            return current.whenReady();
        }
        if (!waiting.isEmpty() || isLast) {
            return CompletableFuture.completedFuture(null);
        }
        if (arrival.isDone()) {
            arrival = new CompletableFuture<>();
        }
        return arrival;
    }

    @Override
    public void addSplits(List<LineSplit> splits) {
        waiting.addAll(splits);
        arrival.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        isLast = true;
        arrival.complete(null);
    }

    @Override
    public List<LineSplit> snapshotState(long checkpointId) {
        List<LineSplit> unread = new ArrayList<>(waiting);
        if (split != null) {
            unread.add(split);
        }
        return unread;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
    }
}
