package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What was found of one departure, whether or not anything was.
 *
 * @param departureId stable: hash of the member and the departing event
 * @param departure the departure
 * @param credentials attributed to the member in it, as given, sorted
 * @param alertCounts open alerts by ruleId; only rules that have some
 * @param lastAccessBefore the member's last access to a protected system before the start; null where none was read
 * @param firstAccessAfter the first in the departure, any outcome; null where none was read
 * @param inDoubt for a date-only departing event: protected accesses of that day before the start
 * @param finding the result
 * @param isWithdrawn whether the departure itself no longer holds (its event was retracted, say)
 */
public record DepartureRecord(
        String departureId,
        Departure departure,
        List<String> credentials,
        Map<String, Integer> alertCounts,
        Seen lastAccessBefore,
        Seen firstAccessAfter,
        List<Seen> inDoubt,
        Finding finding,
        boolean isWithdrawn)
        implements Serializable {

    /** What the departure's accesses amount to. */
    public enum Finding {
        /** An open breach that succeeded. */
        BREACHED,
        /** Open breaches, none of which succeeded. */
        ATTEMPTED_ONLY,
        /** Breaches, all of them allowed by an exemption. */
        EXEMPTED_ONLY,
        /** No breach in what was read: as good as the coverage. */
        NONE_FOUND
    }

    /**
     * An access that a departure record names.
     *
     * @param eventId as given
     * @param credentialId as given, trimmed
     * @param system the policy's spelling
     * @param occurredAt epoch millis
     * @param action upper case
     * @param outcome what became of it
     */
    public record Seen(
            String eventId, String credentialId, String system, long occurredAt, String action, Outcome outcome)
            implements Serializable, Comparable<Seen> {

        /** The access as it is named. */
        public static Seen of(AccessEvent access) {
            return new Seen(
                    access.eventId(),
                    access.credentialId(),
                    access.system(),
                    access.occurredAt(),
                    access.action(),
                    access.outcome());
        }

        /** The same access, with another spelling of its system. */
        public Seen inSystem(String other) {
            return new Seen(eventId, credentialId, other, occurredAt, action, outcome);
        }

        @Override
        public int compareTo(Seen other) {
            int byTime = Long.compare(occurredAt, other.occurredAt);
            int byEvent = byTime != 0 ? byTime : Names.compareByCodePoint(eventId, other.eventId);
            return byEvent != 0
                    ? byEvent
                    : Names.compareByCodePoint(Names.key(credentialId), Names.key(other.credentialId));
        }
    }
}
