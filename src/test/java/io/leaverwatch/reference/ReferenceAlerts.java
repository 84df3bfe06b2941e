package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceCase.Attributed;
import io.leaverwatch.reference.ReferenceEvents.Access;
import io.leaverwatch.reference.ReferenceEvents.Link;
import io.leaverwatch.reference.ReferenceEvents.Membership;
import io.leaverwatch.reference.ReferenceEvents.Origin;
import io.leaverwatch.reference.ReferenceResult.Alert;
import io.leaverwatch.reference.ReferenceResult.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** The matches of one departure's rules to alerts. */
final class ReferenceAlerts {

    /** Lowest first. */
    static final List<String> SEVERITIES = List.of("LOW", "MEDIUM", "HIGH", "CRITICAL");

    private static final Set<String> OF_ATTRIBUTION =
            Set.of("DELEGATE_CREDENTIAL", "SERVICE_CREDENTIAL", "SHARED_CREDENTIAL", "LAST_HOLDER", "NO_LINK");

    private final ReferenceCase facts;
    private final Membership opener;

    ReferenceAlerts(ReferenceCase facts) {
        this.facts = facts;
        this.opener = facts.departure.opener();
    }

    List<Alert> of(List<ReferenceRules.Match> matches) {
        return matches.stream().map(this::alert).toList();
    }

    ReferenceResult.Departure departure() {
        return new ReferenceResult.Departure(
                opener.eventId(),
                opener.type(),
                facts.departure.start(),
                opener.recorded(),
                facts.departure.end(),
                facts.isDateOnly());
    }

    private Alert alert(ReferenceRules.Match match) {
        List<Attributed> accesses = match.accesses();
        boolean single = match.form() == ReferenceRules.Form.SINGLE;
        boolean before = match.form() == ReferenceRules.Form.BEFORE;
        ReferencePolicy.Exemption exemption = single ? facts.exemption(accesses.get(0)) : null;
        SortedSet<String> caveats = new TreeSet<>();
        int lowered = single ? lowering(accesses.get(0).caveats()).size() : 1;
        for (Attributed access : accesses) {
            SortedSet<String> own = before ? ofTimeBefore(access) : access.caveats();
            caveats.addAll(own);
            if (!single && lowering(own).isEmpty()) {
                lowered = 0;
            }
        }
        Instant occurredAt = before
                ? facts.departure.start()
                : accesses.get(accesses.size() - 1).occurredAt();
        boolean oneCredential = same(accesses, a -> a.access().credentialKey()) != null;
        return new Alert(
                match.ruleId(),
                single,
                SEVERITIES.get(Math.max(0, SEVERITIES.indexOf(match.severity()) - lowered)),
                exemption == null ? "OPEN" : "EXEMPTED",
                opener.memberId(),
                departure(),
                accesses.stream().map(a -> reference(a.access())).toList(),
                same(accesses, a -> a.holder().attribution()),
                same(accesses, a -> a.access().system()),
                // Interpretation: the same is meant as compared, and the first access gives the spelling.
                oneCredential ? accesses.get(0).access().credentialId() : null,
                occurredAt,
                Duration.between(facts.departure.start(), occurredAt),
                caveats,
                dataClasses(accesses),
                exemption == null ? null : exemption.reason(),
                evidence(accesses));
    }

    private SortedSet<String> dataClasses(List<Attributed> accesses) {
        SortedSet<String> classes = new TreeSet<>();
        for (ReferencePolicy.ProtectedSystem system : facts.policy.protectedSystems) {
            boolean isTouched =
                    accesses.stream().anyMatch(a -> a.access().system().equals(system.name()));
            if (isTouched && system.dataClass() != null) {
                classes.add(system.dataClass());
            }
        }
        return classes;
    }

    /** DATE_ONLY, ZONE_ASSUMED and those of attribution. */
    private static SortedSet<String> ofTimeBefore(Attributed access) {
        SortedSet<String> caveats = new TreeSet<>(access.caveats());
        caveats.removeIf(c -> !OF_ATTRIBUTION.contains(c) && !c.equals("DATE_ONLY") && !c.equals("ZONE_ASSUMED"));
        return caveats;
    }

    private Set<String> lowering(Set<String> caveats) {
        Set<String> lowering = new HashSet<>(Set.of(
                "DELEGATE_CREDENTIAL", "SERVICE_CREDENTIAL", "SHARED_CREDENTIAL", "LAST_HOLDER", "NEAR_BOUNDARY"));
        if (!opener.is("RESIGNED")) {
            lowering.add("RECORDED_LATE");
        }
        lowering.retainAll(caveats);
        return lowering;
    }

    private Set<Evidence> evidence(List<Attributed> accesses) {
        Set<Evidence> evidence = new HashSet<>();
        evidence.add(evidence("membership", opener.eventId(), opener.origin()));
        Membership closer = facts.departure.closer();
        if (closer != null) {
            evidence.add(evidence("membership", closer.eventId(), closer.origin()));
        }
        for (Attributed access : accesses) {
            evidence.add(evidence(
                    "access", access.access().eventId(), access.access().origin()));
            for (Link link : access.holder().evidence()) {
                evidence.add(evidence("link", null, link.origin()));
            }
        }
        return evidence;
    }

    private static Evidence evidence(String kind, String eventId, Origin origin) {
        return new Evidence(kind, eventId, origin.source(), origin.position(), origin.sha256());
    }

    static ReferenceResult.AccessRef reference(Access access) {
        return new ReferenceResult.AccessRef(
                access.eventId(),
                access.credentialId(),
                access.occurredAt(),
                access.system(),
                access.action(),
                access.outcome(),
                access.sessionId(),
                access.recordsAffected());
    }

    private static String same(List<Attributed> accesses, Function<Attributed, String> value) {
        String first = value.apply(accesses.get(0));
        return accesses.stream().allMatch(a -> value.apply(a).equals(first)) ? first : null;
    }
}
