package io.leaverwatch.formats;

import java.util.Map;
import java.util.TreeMap;

/**
 * Instants, as the fewest spans such that within each no two neighbours lie further apart than a gap. Exact in any order
 * of arrival and when merged; holds as many spans as there are longer gaps, plus one. For one thread.
 */
final class TimeSpans {
    /** Longer than any two instants of the years 0001 to 9999 are apart, twice. */
    private static final long FAR = 1_000_000_000_000_000L;

    private final long gap;
    private final TreeMap<Long, Long> others = new TreeMap<>();
    private boolean isEmpty = true;
    /** The span last added to; it is not among the others. */
    private long start;

    private long end;
    /** Where the next of the others begins. */
    private long after = FAR;

    /** A gap in millis, 0 or more. */
    TimeSpans(long gap) {
        this.gap = Math.min(gap, FAR);
    }

    /** Adds an instant, epoch millis. */
    void add(long instant) {
        if (instant >= start && instant <= end && !isEmpty) {
            return;
        }
        if (instant > end && instant - end <= gap && after - instant > gap && !isEmpty) {
            end = instant;
            return;
        }
        addSpan(instant, instant);
    }

    /** Adds all instants from first to last, epoch millis, which lie no further apart than the gap. */
    void addSpan(long first, long last) {
        if (!isEmpty) {
            others.put(start, end);
        }
        start = first;
        end = last;
        isEmpty = false;
        Map.Entry<Long, Long> near = others.floorEntry(end + gap);
        while (near != null && start - near.getValue() <= gap) {
            start = Math.min(start, near.getKey());
            end = Math.max(end, near.getValue());
            others.remove(near.getKey());
            near = others.floorEntry(end + gap);
        }
        Long higher = others.higherKey(start);
        after = higher == null ? FAR : higher;
    }

    /** Starts and ends in turn, ascending. */
    long[] toArray() {
        if (isEmpty) {
            return new long[0];
        }
        others.put(start, end);
        long[] edges = new long[2 * others.size()];
        int at = 0;
        for (Map.Entry<Long, Long> span : others.entrySet()) {
            edges[at++] = span.getKey();
            edges[at++] = span.getValue();
        }
        others.remove(start);
        return edges;
    }
}
