package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Policy;
import java.io.Serializable;
import java.util.function.LongSupplier;

/**
 * How far back accesses are remembered: the policy's look-back before the newest event time that this subtask has seen,
 * which no access moves further than its arrival plus the clock skew. In replay nothing is forgotten.
 */
final class LookbackHorizon implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SWEEPS = 16;

    private final long lookbackMillis;
    private final long clockSkewMillis;
    private final long sweepMillis;
    private final boolean isReplay;
    private long newest = Long.MIN_VALUE;
    private long clockSaid = Long.MIN_VALUE;

    LookbackHorizon(Policy policy, PipelineMode mode) {
        lookbackMillis = policy.lookbackMillis();
        clockSkewMillis = policy.clockSkewMillis();
        sweepMillis = Math.max(1, lookbackMillis / SWEEPS);
        isReplay = mode.isReplay();
    }

    /**
     * Takes note of an access.
     *
     * @param clock this machine's, epoch millis; asked only where the access is later than what it said last
     */
    void advance(long occurredAt, LongSupplier clock) {
        if (isReplay || occurredAt <= newest) {
            return;
        }
        if (occurredAt > clockSaid + clockSkewMillis) {
            clockSaid = clock.getAsLong();
        }
        newest = Math.max(newest, Math.min(occurredAt, clockSaid + clockSkewMillis));
    }

    /** Whether an access of that time is inside the look-back. */
    boolean isRemembered(long occurredAt) {
        return isReplay || newest == Long.MIN_VALUE || occurredAt >= newest - lookbackMillis;
    }

    /** Whether an access of that time left the look-back a whole look-back ago. */
    boolean isLongForgotten(long occurredAt) {
        return !isReplay && newest != Long.MIN_VALUE && occurredAt < newest - 2 * lookbackMillis;
    }

    /** When an access that arrived now may have left the look-back; rounded up, so that few timers serve many. */
    long sweepAfter(long now) {
        return ((now + lookbackMillis) / sweepMillis + 1) * sweepMillis;
    }

    /** Whether a timer is one of {@link #sweepAfter}; a debounce timer that falls together with one sweeps early. */
    boolean isSweep(long timestamp) {
        return timestamp % sweepMillis == 0;
    }
}
