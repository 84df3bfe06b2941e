package io.leaverwatch.formats;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Offsets of local times in one zone, remembering the period between two transitions that was last asked for. */
final class ZoneOffsets {
    private final ZoneRules rules;
    private long periodFrom = Long.MAX_VALUE;
    private long periodUntil = Long.MIN_VALUE;
    private int periodOffset;

    ZoneOffsets(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /**
     * The offset, in seconds, of a local time given as seconds since 1970-01-01T00:00 local: in a gap the offset before
     * it, in an overlap the one before it too, which gives the earlier instant.
     */
    int secondsAt(long localSecond) {
        if (localSecond >= periodFrom && localSecond < periodUntil) {
            return periodOffset;
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
        ZoneOffset offset = rules.getOffset(local);
        Instant instant = local.toInstant(offset);
        ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        // Without the hours that a transition skips or repeats.
        long from = before == null
                ? Long.MIN_VALUE
                : Math.max(second(before.getDateTimeBefore()), second(before.getDateTimeAfter()));
        long until = after == null
                ? Long.MAX_VALUE
                : Math.min(second(after.getDateTimeBefore()), second(after.getDateTimeAfter()));
        if (localSecond >= from && localSecond < until) {
            periodFrom = from;
            periodUntil = until;
            periodOffset = offset.getTotalSeconds();
        }
        return offset.getTotalSeconds();
    }

    private static long second(LocalDateTime local) {
        return local.toEpochSecond(ZoneOffset.UTC);
    }
}
