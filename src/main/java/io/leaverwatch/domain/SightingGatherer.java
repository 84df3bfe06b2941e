package io.leaverwatch.domain;

import io.leaverwatch.domain.DepartureRecord.Seen;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

/** Gathers, access by access and in any order, what one credential contributes to the record of one departure. */
public final class SightingGatherer {
    private final String credentialId;
    private final TreeSet<Seen> inDoubt;
    private boolean isAttributed;
    private Seen lastBefore;
    private Seen firstAfter;

    /** Goes on from what was gathered before. */
    public SightingGatherer(Sighting before) {
        credentialId = before.credentialId();
        isAttributed = before.isAttributed();
        lastBefore = before.lastBefore();
        firstAfter = before.firstAfter();
        inDoubt = new TreeSet<>(before.inDoubt());
    }

    /** Adds an access that stands for the member at its time; says whether that changes anything. */
    boolean see(Seen seen, Attribution attribution, Departure departure, Policy policy) {
        if (seen.occurredAt() >= departure.end()) {
            return false;
        }
        if (seen.occurredAt() >= departure.start()) {
            if (firstAfter != null && seen.compareTo(firstAfter) >= 0) {
                return false;
            }
            firstAfter = seen;
            isAttributed |= attribution.kind() == AttributionKind.DIRECT;
            return true;
        }
        boolean isLater = lastBefore == null || seen.compareTo(lastBefore) > 0;
        if (isLater) {
            lastBefore = seen;
        }
        boolean isNewDoubt = departure.opened().dateOnly()
                && seen.occurredAt() >= startOfDay(departure, policy)
                && inDoubt.add(seen);
        return isLater || isNewDoubt;
    }

    /** What was gathered. */
    public Sighting sighting() {
        return new Sighting(credentialId, isAttributed, lastBefore, firstAfter, List.copyOf(inDoubt));
    }

    private static long startOfDay(Departure departure, Policy policy) {
        return LocalDate.ofEpochDay(departure.opened().effectiveDay())
                .atStartOfDay(policy.zone())
                .toInstant()
                .toEpochMilli();
    }
}
