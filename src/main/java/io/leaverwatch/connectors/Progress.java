package io.leaverwatch.connectors;

import io.leaverwatch.formats.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How far a run has come, for whoever shows it: written by the readers. */
public final class Progress {
    private final long totalBytes;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder lines = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final Map<Place, InputDigest> digests = new ConcurrentHashMap<>();
    private volatile InputUnreadable failure;

    /** @param totalBytes of all inputs, as packed; -1 where nobody knows */
    Progress(long totalBytes) {
        this.totalBytes = totalBytes;
    }

    /** Begins a run that reads these inputs. */
    public static Progress start(InputFiles inputs) {
        boolean isKnown = inputs.all().stream().noneMatch(InputFile::isStream);
        long total = inputs.all().stream().mapToLong(InputFile::size).sum();
        return new Progress(isKnown ? total : -1);
    }

    /** Bytes of all inputs, as packed; -1 where an input is a stream, whose size nobody knows. */
    public long totalBytes() {
        return totalBytes;
    }

    /** Bytes read so far, as packed. */
    public long bytes() {
        return bytes.sum();
    }

    /** Lines read so far. */
    public long lines() {
        return lines.sum();
    }

    /** Events passed on so far. */
    public long events() {
        return events.sum();
    }

    /** The first input that could not be read; null while there is none. */
    public InputUnreadable failure() {
        return failure;
    }

    void read(long moreBytes, long moreLines, long moreEvents) {
        bytes.add(moreBytes);
        lines.add(moreLines);
        events.add(moreEvents);
    }

    void failed(InputUnreadable unreadable) {
        if (failure == null) {
            failure = unreadable;
        }
    }

    /** Keeps what an input, read to its end, was. */
    void ended(InputDigest digest) {
        digests.put(digest.place(), digest);
    }

    /** What was read as each of the inputs, in their order, once all were read to their ends. */
    public List<InputDigest> digests(InputFiles inputs) {
        List<InputDigest> all = new ArrayList<>();
        for (InputFile file : inputs.all()) {
            InputDigest digest = digests.get(file.place());
            if (digest == null) {
                throw new IllegalStateException(file.place().source() + " was not read to its end");
            }
            all.add(digest);
        }
        return all;
    }
}
