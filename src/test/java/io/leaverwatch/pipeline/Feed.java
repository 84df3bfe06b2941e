package io.leaverwatch.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * A source that gives events in one exact order, waits before some of them so that whatever waits for a quiet moment
 * goes off, and can stop for good before one of them, so that a savepoint falls there.
 */
final class Feed {
    /** For {@code stopBefore}: never stop. */
    static final int TO_THE_END = Integer.MAX_VALUE;

    private static final long PAUSE_MILLIS = 70;

    private static final Map<String, AtomicInteger> GIVEN = new ConcurrentHashMap<>();

    private Feed() {}

    /** How many events a run has been given. */
    static int given(String run) {
        AtomicInteger given = GIVEN.get(run);
        return given == null ? 0 : given.get();
    }

    /**
     * The source.
     *
     * @param run names the run, for {@link #given}
     * @param pausesBefore indexes of events
     * @param stopBefore index of the event that never comes, or {@link #TO_THE_END}
     */
    static DataGeneratorSource<FedEvent> of(
            String run, List<FedEvent> events, Set<Integer> pausesBefore, int stopBefore) {
        List<FedEvent> fed = List.copyOf(events);
        GeneratorFunction<Long, FedEvent> generator = index -> {
            GIVEN.computeIfAbsent(run, r -> new AtomicInteger()).incrementAndGet();
            return fed.get(index.intValue());
        };
        RateLimiterStrategy<NumberSequenceSplit> pace = parallelism -> new Pace(Set.copyOf(pausesBefore), stopBefore);
        return new DataGeneratorSource<>(generator, fed.size(), pace, TypeInformation.of(FedEvent.class));
    }

    private static final class Pace implements RateLimiter<NumberSequenceSplit> {
        private final Set<Integer> pausesBefore;
        private final int stopBefore;
        private int next;

        Pace(Set<Integer> pausesBefore, int stopBefore) {
            this.pausesBefore = pausesBefore;
            this.stopBefore = stopBefore;
        }

        @Override
        public CompletionStage<Void> acquire(int count) {
            int index = next;
            next += count;
            if (index >= stopBefore) {
                return new CompletableFuture<>();
            }
            if (!pausesBefore.contains(index)) {
                return CompletableFuture.completedFuture(null);
            }
            return CompletableFuture.runAsync(
                    () -> {}, CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        }
    }
}
