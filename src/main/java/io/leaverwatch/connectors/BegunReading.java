package io.leaverwatch.connectors;

import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Inputs whose reading began before the job that asks for them. */
final class BegunReading implements Closeable {
    private final Map<LineSplit, ReadAhead> begun = new ConcurrentHashMap<>();

    /** Begins to read these. */
    BegunReading(List<LineSplit> splits, SplitReading reading) {
        splits.forEach(split -> begun.put(split, reading.readAhead(split)));
    }

    /** The reading of a split, which the caller closes; null where it was not begun, or was given out. */
    ReadAhead take(LineSplit split) {
        return begun.remove(split);
    }

    /** Gives up what nobody has asked for. */
    @Override
    public void close() {
        begun.values().forEach(ReadAhead::close);
    }
}
