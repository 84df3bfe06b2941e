package io.leaverwatch.connectors;

import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.Place;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Begins to read inputs of one kind: when they are asked for, or before. */
final class SplitReading implements Closeable {
    private final InputKind kind;
    private final Policy policy;
    private final LeaverIndex leavers;
    private final Progress progress;
    private final Map<LineSplit, ReadAhead> begun = new ConcurrentHashMap<>();

    SplitReading(InputKind kind, Policy policy, LeaverIndex leavers, Progress progress) {
        this.kind = kind;
        this.policy = policy;
        this.leavers = leavers;
        this.progress = progress;
    }

    /** Begins to read these, which nobody has asked for yet. */
    void begin(List<LineSplit> splits) {
        splits.forEach(split -> begun.put(split, read(split)));
    }

    /** The reading of an input, from its beginning; whoever asks for it closes it. */
    ReadAhead open(LineSplit split) {
        ReadAhead early = begun.remove(split);
        return early == null ? read(split) : early;
    }

    private ReadAhead read(LineSplit split) {
        Place place = split.file().place();
        return new ReadAhead(
                place,
                () -> Unpacked.open(split.file(), progress),
                () -> new RecordCollector(kind, place, policy, leavers),
                progress);
    }

    /** Gives up what was begun and never asked for. */
    @Override
    public void close() {
        begun.values().forEach(ReadAhead::close);
    }
}
