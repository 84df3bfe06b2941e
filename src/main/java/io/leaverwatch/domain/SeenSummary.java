package io.leaverwatch.domain;

import io.leaverwatch.domain.DepartureRecord.Seen;
import java.util.List;
import java.util.TreeSet;

/**
 * What the credentials of a case contribute to its record, taken together.
 *
 * @param credentials attributed to the member in the departure, as given, sorted
 * @param lastBefore the last access before the start; null where none was read
 * @param firstAfter the first in the departure; null where none was read
 * @param inDoubt the accesses of a date-only event's day before the start, in order
 */
public record SeenSummary(List<String> credentials, Seen lastBefore, Seen firstAfter, List<Seen> inDoubt) {

    /** Of these sightings, one for each credential, in any order. */
    public static SeenSummary of(Iterable<Sighting> sightings) {
        TreeSet<String> credentials = new TreeSet<>();
        TreeSet<Seen> inDoubt = new TreeSet<>();
        Seen lastBefore = null;
        Seen firstAfter = null;
        for (Sighting sighting : sightings) {
            if (sighting.isAttributed() && sighting.shown() != null) {
                credentials.add(sighting.shown());
            }
            inDoubt.addAll(sighting.inDoubt());
            Seen last = sighting.lastBefore();
            if (last != null && (lastBefore == null || last.compareTo(lastBefore) > 0)) {
                lastBefore = last;
            }
            Seen first = sighting.firstAfter();
            if (first != null && (firstAfter == null || first.compareTo(firstAfter) < 0)) {
                firstAfter = first;
            }
        }
        return new SeenSummary(List.copyOf(credentials), lastBefore, firstAfter, List.copyOf(inDoubt));
    }
}
