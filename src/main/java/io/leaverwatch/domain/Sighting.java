package io.leaverwatch.domain;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What one credential contributes to the record of one departure.
 *
 * @param credentialId as given, of its first link; null where only its own id attributes it
 * @param isAttributed whether the credential stands for the member at some instant of the departure: by link, or by an
 *     access that its own id attributes
 * @param lastBefore its last access to a protected system before the start; null where none
 * @param firstAfter its first in the departure; null where none
 * @param inDoubt for a date-only departing event: its accesses of that day before the start, in order
 */
public record Sighting(
        String credentialId,
        boolean isAttributed,
        DepartureRecord.Seen lastBefore,
        DepartureRecord.Seen firstAfter,
        List<DepartureRecord.Seen> inDoubt)
        implements Serializable {

    /** This and one more access that stands for the member at its time; this itself where that changes nothing. */
    public Sighting with(DepartureRecord.Seen seen, Attribution attribution, Departure departure, Policy policy) {
        if (seen.occurredAt() >= departure.end()) {
            return this;
        }
        if (seen.occurredAt() >= departure.start()) {
            boolean isDirect = attribution.kind() == AttributionKind.DIRECT;
            boolean isEarlier = firstAfter == null || seen.compareTo(firstAfter) < 0;
            return isEarlier ? new Sighting(credentialId, isAttributed || isDirect, lastBefore, seen, inDoubt) : this;
        }
        boolean isLater = lastBefore == null || seen.compareTo(lastBefore) > 0;
        List<DepartureRecord.Seen> doubts = inDoubt;
        if (departure.opened().dateOnly() && seen.occurredAt() >= startOfDay(departure, policy)) {
            doubts = new ArrayList<>(inDoubt);
            int place = Collections.binarySearch(doubts, seen);
            if (place < 0) {
                doubts.add(-place - 1, seen);
            }
        }
        return isLater || doubts != inDoubt
                ? new Sighting(credentialId, isAttributed, isLater ? seen : lastBefore, firstAfter, doubts)
                : this;
    }

    /** The accesses that it names; one may come twice. */
    public List<DepartureRecord.Seen> named() {
        List<DepartureRecord.Seen> named = new ArrayList<>(inDoubt);
        if (lastBefore != null) {
            named.add(lastBefore);
        }
        if (firstAfter != null) {
            named.add(firstAfter);
        }
        return named;
    }

    /** Whether it adds nothing to the record. */
    public boolean isNothing() {
        return !isAttributed && lastBefore == null && firstAfter == null && inDoubt.isEmpty();
    }

    /** How the credential is shown; null where nothing shows it. */
    public String shown() {
        if (credentialId != null) {
            return credentialId;
        }
        return firstAfter == null ? null : firstAfter.credentialId();
    }

    private static long startOfDay(Departure departure, Policy policy) {
        return LocalDate.ofEpochDay(departure.opened().effectiveDay())
                .atStartOfDay(policy.zone())
                .toInstant()
                .toEpochMilli();
    }
}
