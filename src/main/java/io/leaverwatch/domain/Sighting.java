package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.ArrayList;
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

    /** The same without the accesses in doubt. */
    public Sighting withoutDoubts() {
        return new Sighting(credentialId, isAttributed, lastBefore, firstAfter, List.of());
    }

    /** The same with other accesses in doubt. */
    public Sighting with(List<DepartureRecord.Seen> doubts) {
        return new Sighting(credentialId, isAttributed, lastBefore, firstAfter, doubts);
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
}
