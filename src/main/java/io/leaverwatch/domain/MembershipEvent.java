package io.leaverwatch.domain;

import java.io.Serializable;

/**
 * One event of a membership feed, as mapped.
 *
 * @param eventId exactly as given; required
 * @param memberId as given, trimmed; compared by {@link Names#key}; required
 * @param type required
 * @param effectiveAt epoch millis; a date alone is resolved in the policy's zone (the end of the day for a departing
 *     event, its start for REINSTATED); {@link #ABSENT} for a RETRACTED without one
 * @param dateOnly whether effectiveAt was a date alone
 * @param zoneAssumed whether effectiveAt had a time of day without an offset
 * @param effectiveDay the day of effectiveAt in the policy's zone, as days since 1970-01-01: the date itself where it
 *     was a date alone; {@link #ABSENT} where effectiveAt is
 * @param recordedAt epoch millis; where it was not given, effectiveAt
 * @param recordedForDay recordedAt, or where it was not given effectiveAt as given, a date alone counting as its start;
 *     used only to compare events of one day
 * @param retracts the eventId recorded in error; RETRACTED only, else null
 * @param source the feed that said so, as given and trimmed; null where absent
 * @param reason free text; null where absent
 * @param origin where it was read
 */
public record MembershipEvent(
        String eventId,
        String memberId,
        MembershipType type,
        long effectiveAt,
        boolean dateOnly,
        boolean zoneAssumed,
        long effectiveDay,
        long recordedAt,
        long recordedForDay,
        String retracts,
        String source,
        String reason,
        Origin origin)
        implements Serializable {

    /** Stands for a time that was not given. */
    public static final long ABSENT = Long.MIN_VALUE;

    /** The member's name as it is compared. */
    public String memberKey() {
        return Names.key(memberId);
    }
}
