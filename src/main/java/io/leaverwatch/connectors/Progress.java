package io.leaverwatch.connectors;

import io.leaverwatch.formats.Place;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far a run has come, for whoever shows it: written by the readers, which find it by its id, in the same JVM only.
 * Elsewhere an id names nothing and counting goes nowhere.
 */
public final class Progress implements AutoCloseable {
    private static final Map<String, Progress> RUNNING = new ConcurrentHashMap<>();

    private final String id;
    private final long totalBytes;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder lines = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final Map<Place, CompletableFuture<InputDigest>> digests = new ConcurrentHashMap<>();
    private volatile InputUnreadable failure;

    private Progress(String id, long totalBytes) {
        this.id = id;
        this.totalBytes = totalBytes;
    }

    /** Begins a run that reads these inputs. */
    public static Progress start(InputFiles inputs) {
        boolean isKnown = inputs.all().stream().noneMatch(InputFile::isStream);
        long total = inputs.all().stream().mapToLong(InputFile::size).sum();
        Progress progress = new Progress(UUID.randomUUID().toString(), isKnown ? total : -1);
        RUNNING.put(progress.id, progress);
        return progress;
    }

    /** The running one with an id; one that nobody looks at where there is none. */
    static Progress of(String id) {
        Progress running = RUNNING.get(id);
        return running != null ? running : new Progress(id, -1);
    }

    String id() {
        return id;
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

    /** Size and hash of an input that is hashed when it is read, once it was read to its end. */
    CompletableFuture<InputDigest> digest(Place place) {
        return digests.computeIfAbsent(place, of -> new CompletableFuture<>());
    }

    /** Ends the run: its id names nothing any more. */
    @Override
    public void close() {
        RUNNING.remove(id);
    }
}
