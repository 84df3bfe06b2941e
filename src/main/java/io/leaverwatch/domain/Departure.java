package io.leaverwatch.domain;

import java.io.Serializable;

/**
 * A period in which a member's rights are ended, half-open.
 *
 * @param opened the departing event that opened it; its memberId is the one that output shows
 * @param start epoch millis, inclusive
 * @param end epoch millis, exclusive; {@link Long#MAX_VALUE} where it has not ended
 * @param closed the REINSTATED that ends it; null where it has not ended
 */
public record Departure(MembershipEvent opened, long start, long end, MembershipEvent closed) implements Serializable {

    /** The member's name as it is compared. */
    public String memberKey() {
        return opened.memberKey();
    }

    /** Names the case: one departure of one member. */
    public String caseKey() {
        return caseKey(opened.memberKey(), opened.eventId());
    }

    /** The case of a member's departing event. */
    public static String caseKey(String memberKey, String eventId) {
        return Names.join(memberKey, eventId);
    }

    /** Whether an access at this time would be a breach. */
    public boolean covers(long occurredAt, long graceMillis) {
        return occurredAt < end && occurredAt >= start && occurredAt - start >= graceMillis;
    }
}
