package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceEvents.Membership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The membership events of one member to its departures. */
final class ReferenceTimeline {

    private final ReferencePolicy policy;

    ReferenceTimeline(ReferencePolicy policy) {
        this.policy = policy;
    }

    /**
     * A departure.
     *
     * @param closer the REINSTATED that ends it; null where open
     */
    record Departure(Membership opener, Membership closer) {

        Instant start() {
            return opener.effective();
        }

        Instant end() {
            return closer == null ? null : closer.effective();
        }

        boolean contains(Instant t) {
            return !t.isBefore(start()) && (end() == null || t.isBefore(end()));
        }
    }

    /** The departures of one member, whose counting events these are, in order of time. */
    List<Departure> departures(List<Membership> events) {
        List<Membership> order = inOrder(unretracted(events));
        List<Departure> departures = new ArrayList<>();
        Membership opener = null;
        int bar = 0;
        for (Membership event : order) {
            if (isDeparting(event)) {
                if (opener == null && !givenTwice(event, order)) {
                    opener = event;
                    bar = policy.rank(event.feed());
                } else if (opener != null) {
                    // Interpretation: a departing event met while departed raises the bar, also one that opens nothing
                    // because its day was given twice.
                    bar = Math.min(bar, policy.rank(event.feed()));
                }
            } else if (opener != null && policy.rank(event.feed()) <= bar) {
                if (event.effective().isAfter(opener.effective())) {
                    departures.add(new Departure(opener, event));
                }
                opener = null;
            }
        }
        if (opener != null) {
            departures.add(new Departure(opener, null));
        }
        return departures;
    }

    private static List<Membership> unretracted(List<Membership> events) {
        Set<String> retracted = new HashSet<>();
        for (Membership event : events) {
            if (event.is("RETRACTED")) {
                retracted.add(event.retracts());
            }
        }
        List<Membership> rest = new ArrayList<>();
        for (Membership event : events) {
            if (!event.is("RETRACTED") && !retracted.contains(event.eventId())) {
                rest.add(event);
            }
        }
        return rest;
    }

    /** Departing events and reinstatements; a type that the policy does not let depart is left out. */
    private List<Membership> inOrder(List<Membership> events) {
        return events.stream()
                .filter(e -> isDeparting(e) || e.is("REINSTATED"))
                .sorted(Comparator.comparing(Membership::effective)
                        .thenComparing(Membership::recorded)
                        .thenComparing(e -> isDeparting(e) ? 0 : 1)
                        .thenComparing(Membership::eventId, CodePoints.ORDER))
                .toList();
    }

    /** The rule of a day given twice; with an authority the REINSTATED must rank at least as high as this departing event. */
    private boolean givenTwice(Membership departing, List<Membership> all) {
        for (Membership other : all) {
            if (other.is("REINSTATED")
                    && other.effectiveAt()
                            .dayIn(policy.zone)
                            .equals(departing.effectiveAt().dayIn(policy.zone))
                    && (other.effectiveAt().isDateOnly()
                            || departing.effectiveAt().isDateOnly())
                    && isAfter(other, departing)
                    && policy.rank(other.feed()) <= policy.rank(departing.feed())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAfter(Membership later, Membership earlier) {
        int byTime = later.recordedForDayRule().compareTo(earlier.recordedForDayRule());
        return byTime > 0 || (byTime == 0 && CodePoints.ORDER.compare(later.eventId(), earlier.eventId()) > 0);
    }

    private boolean isDeparting(Membership event) {
        return policy.departingTypes.contains(event.type());
    }
}
