package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceAttribution.Holder;
import io.leaverwatch.reference.ReferenceEvents.Access;
import io.leaverwatch.reference.ReferenceTimeline.Departure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** One departure of one member, and what all accesses mean for it. */
final class ReferenceCase {

    final String memberKey;
    final Departure departure;

    /** Every protected access that is attributed to the member, at any time, in order; each with its caveats, whether or not it is a breach. */
    final List<Attributed> attributed = new ArrayList<>();

    final ReferencePolicy policy;

    ReferenceCase(
            String memberKey,
            Departure departure,
            Collection<Access> accesses,
            ReferenceAttribution attribution,
            ReferencePolicy policy) {
        this.memberKey = memberKey;
        this.departure = departure;
        this.policy = policy;
        for (Access access : accesses.stream().sorted(Access.ORDER).toList()) {
            Holder holder = attribution.of(memberKey, access.credentialKey(), access.occurredAt());
            if (holder != null) {
                attributed.add(new Attributed(access, holder, caveats(access, holder, accesses)));
            }
        }
    }

    /**
     * An access of the member.
     *
     * @param caveats those that a breach has
     */
    record Attributed(Access access, Holder holder, SortedSet<String> caveats) {

        Instant occurredAt() {
            return access.occurredAt();
        }

        boolean is(String outcome) {
            return access.outcome().equals(outcome);
        }
    }

    /** In order, exempted ones too. */
    List<Attributed> breaches() {
        Instant first = departure.start().plus(policy.grace);
        return attributed.stream()
                .filter(a -> !a.occurredAt().isBefore(first) && departure.contains(a.occurredAt()))
                .toList();
    }

    /** In order; what the rules over several accesses look at. */
    List<Attributed> openBreaches() {
        return breaches().stream().filter(b -> exemption(b) == null).toList();
    }

    /** Successful exports within the harvest's window before the start, in order. */
    List<Attributed> exportsBefore(Duration window) {
        Instant first = departure.start().minus(window);
        return attributed.stream()
                .filter(a -> !a.occurredAt().isBefore(first) && a.occurredAt().isBefore(departure.start()))
                .filter(a -> a.is("SUCCESS") && a.access().action().equals("EXPORT"))
                .toList();
    }

    /** The first exemption of the policy that allows a breach; null where none does. */
    ReferencePolicy.Exemption exemption(Attributed breach) {
        for (ReferencePolicy.Exemption one : policy.exemptions) {
            boolean member =
                    one.memberId() == null || WhiteSpace.key(one.memberId()).equals(memberKey);
            boolean credential = one.credentialId() == null
                    || WhiteSpace.key(one.credentialId()).equals(breach.access().credentialKey());
            boolean system = one.systems() == null
                    || one.systems().stream()
                            .anyMatch(s -> breach.access().system().equals(policy.protectedName(s)));
            Instant from = one.from() == null
                    ? Instant.MIN
                    : ReferenceTime.ofText(one.from()).orElseThrow().atStart(policy.zone);
            Instant until = ReferenceTime.ofText(one.until()).orElseThrow().atEnd(policy.zone);
            Instant t = breach.occurredAt();
            if (member && credential && system && !t.isBefore(from) && t.isBefore(until)) {
                return one;
            }
        }
        return null;
    }

    boolean isDateOnly() {
        return departure.opener().effectiveAt().isDateOnly();
    }

    private SortedSet<String> caveats(Access access, Holder holder, Collection<Access> accesses) {
        SortedSet<String> caveats = new TreeSet<>(holder.caveats());
        Instant t = access.occurredAt();
        if (departure.opener().recorded().isAfter(t)) {
            caveats.add("RECORDED_LATE");
        }
        if (Duration.between(departure.start(), t).compareTo(policy.clockSkew) < 0) {
            caveats.add("NEAR_BOUNDARY");
        }
        if (departure.end() != null && Duration.between(t, departure.end()).compareTo(policy.clockSkew) < 0) {
            caveats.add("NEAR_BOUNDARY");
        }
        if (isDateOnly()) {
            caveats.add("DATE_ONLY");
        }
        if (access.zoneAssumed() || departure.opener().effectiveAt().assumesZone()) {
            caveats.add("ZONE_ASSUMED");
        }
        if (accesses.stream()
                .anyMatch(earlier ->
                        sameSession(earlier, access) && earlier.occurredAt().isBefore(departure.start()))) {
            caveats.add("SESSION_PREDATES_DEPARTURE");
        }
        return caveats;
    }

    /** Interpretation: a sessionId is compared exactly as given, and a blank one is none. */
    private static boolean sameSession(Access one, Access other) {
        return one.sessionId() != null
                && one.sessionId().equals(other.sessionId())
                && one.credentialKey().equals(other.credentialKey());
    }
}
