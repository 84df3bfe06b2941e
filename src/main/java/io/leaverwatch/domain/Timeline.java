package io.leaverwatch.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A member's membership events in order, and the departures that they amount to. */
public final class Timeline {
    private static final Comparator<MembershipEvent> ORDER = Comparator.comparingLong(MembershipEvent::effectiveAt)
            .thenComparingLong(MembershipEvent::recordedAt)
            .thenComparing(e -> e.type() == MembershipType.REINSTATED)
            .thenComparing(MembershipEvent::eventId, Names::compareByCodePoint);

    private Timeline() {}

    /** Of two copies of one event (same eventId and member), whether {@code candidate} is the one that counts. */
    public static boolean supersedes(MembershipEvent candidate, MembershipEvent current) {
        return candidate.recordedAt() != current.recordedAt()
                ? candidate.recordedAt() > current.recordedAt()
                : candidate.origin().compareTo(current.origin()) < 0;
    }

    /**
     * The departures of one member, earliest first.
     *
     * @param events of that member, one for each eventId, in any order
     */
    public static List<Departure> departures(Collection<MembershipEvent> events, Policy policy) {
        List<MembershipEvent> valid = withoutRetracted(events);
        List<Departure> departures = new ArrayList<>();
        MembershipEvent opened = null;
        int bar = Integer.MAX_VALUE;
        for (MembershipEvent event : valid) {
            if (policy.departs(event.type())) {
                if (opened != null) {
                    bar = Math.min(bar, policy.rank(event.source()));
                } else if (!isReversedOnItsDay(event, valid, policy)) {
                    opened = event;
                    bar = policy.rank(event.source());
                }
            } else if (event.type() == MembershipType.REINSTATED
                    && opened != null
                    && policy.rank(event.source()) <= bar) {
                if (event.effectiveAt() > opened.effectiveAt()) {
                    departures.add(new Departure(opened, opened.effectiveAt(), event.effectiveAt(), event));
                }
                opened = null;
            }
        }
        if (opened != null) {
            departures.add(new Departure(opened, opened.effectiveAt(), Long.MAX_VALUE, null));
        }
        return departures;
    }

    private static List<MembershipEvent> withoutRetracted(Collection<MembershipEvent> events) {
        if (events.size() == 1) {
            // As nearly every member has it.
            MembershipEvent only = events.iterator().next();
            return only.type() == MembershipType.RETRACTED ? List.of() : List.of(only);
        }
        Set<String> retracted = new HashSet<>();
        for (MembershipEvent event : events) {
            if (event.type() == MembershipType.RETRACTED) {
                retracted.add(event.retracts());
            }
        }
        return events.stream()
                .filter(e -> e.type() != MembershipType.RETRACTED && !retracted.contains(e.eventId()))
                .sorted(ORDER)
                .toList();
    }

    /** A day given twice: whether a reinstatement of the same day, recorded after the departing event, undoes it. */
    private static boolean isReversedOnItsDay(MembershipEvent departing, List<MembershipEvent> events, Policy policy) {
        return events.stream()
                .anyMatch(e -> e.type() == MembershipType.REINSTATED
                        && e.effectiveDay() == departing.effectiveDay()
                        && (e.dateOnly() || departing.dateOnly())
                        && isRecordedAfter(e, departing)
                        && policy.rank(e.source()) <= policy.rank(departing.source()));
    }

    private static boolean isRecordedAfter(MembershipEvent event, MembershipEvent other) {
        return event.recordedForDay() != other.recordedForDay()
                ? event.recordedForDay() > other.recordedForDay()
                : Names.compareByCodePoint(event.eventId(), other.eventId()) > 0;
    }
}
