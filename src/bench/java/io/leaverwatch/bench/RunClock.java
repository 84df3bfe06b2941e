package io.leaverwatch.bench;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the functions of one run note, all in this JVM. Times are {@link System#nanoTime}. */
final class RunClock {
    private static final Map<String, RunClock> RUNS = new ConcurrentHashMap<>();

    private final AtomicLong toFeed;
    private final CompletableFuture<Void> fed = new CompletableFuture<>();
    private final AtomicLong start = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong end = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong breaches = new AtomicLong();
    private final Map<Long, Long> checkpoints = new ConcurrentHashMap<>();
    private final Set<String> found = ConcurrentHashMap.newKeySet();

    private RunClock(long toFeed) {
        this.toFeed = new AtomicLong(toFeed);
        if (toFeed == 0) {
            fed.complete(null);
        }
    }

    /**
     * Begins a run.
     *
     * @param toFeed how many events go before the first access
     */
    static RunClock begin(String run, long toFeed) {
        RunClock clock = new RunClock(toFeed);
        RUNS.put(run, clock);
        return clock;
    }

    static RunClock of(String run) {
        return RUNS.get(run);
    }

    /** One of the events that go first was given. */
    void feed() {
        if (toFeed.decrementAndGet() == 0) {
            fed.complete(null);
        }
    }

    /** Complete when all that goes first was given. */
    CompletableFuture<Void> allFed() {
        return fed;
    }

    /** A source gives its first access: the time begins. */
    void startAccesses() {
        start.accumulateAndGet(System.nanoTime(), Math::min);
    }

    /** How many breaches a source has given. */
    void addBreaches(long count) {
        breaches.addAndGet(count);
    }

    void completeCheckpoint(long id) {
        checkpoints.putIfAbsent(id, System.nanoTime());
    }

    /** Notes a breach that the job found. */
    void find(String id) {
        found.add(id);
    }

    /** A sink has got all it will get. */
    void endSink() {
        end.accumulateAndGet(System.nanoTime(), Math::max);
    }

    /** From the first access to the last sink's end. */
    double seconds() {
        return (end.get() - start.get()) / 1e9;
    }

    /** How many checkpoints were completed in that time. */
    long checkpointsInside() {
        return checkpoints.values().stream()
                .filter(t -> t > start.get() && t < end.get())
                .count();
    }

    long breaches() {
        return breaches.get();
    }

    long found() {
        return found.size();
    }
}
