package io.leaverwatch.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** From facts that satisfy a rule to its alert. */
public final class Alerts {
    private static final Set<String> GRAVE_ACTIONS = Set.of("EXPORT", "MESSAGE", "DELETE");
    private static final int LOWERING_OF_ATTRIBUTION = Caveat.bit(Caveat.DELEGATE_CREDENTIAL)
            | Caveat.bit(Caveat.SERVICE_CREDENTIAL)
            | Caveat.bit(Caveat.SHARED_CREDENTIAL)
            | Caveat.bit(Caveat.LAST_HOLDER);

    private Alerts() {}

    /**
     * The alert of a rule.
     *
     * @param facts at least one, in order; for a single-access rule exactly one
     */
    public static Alert of(Rule rule, Departure departure, List<Fact> facts, Policy policy) {
        boolean isSingle = rule.isSingleAccess();
        boolean isBefore = rule.phase() == Rule.Phase.BEFORE;
        AccessEvent last = facts.get(facts.size() - 1).access();
        long occurredAt = isBefore ? departure.start() : last.occurredAt();
        Exemption exemption = isSingle ? facts.get(0).exemption() : null;
        boolean isSameCredential = common(facts, f -> f.access().credentialKey()) != null;
        return new Alert(
                id(rule, departure, facts),
                rule.id(),
                severity(rule, departure, facts),
                exemption == null ? Alert.Status.OPEN : Alert.Status.EXEMPTED,
                departure.opened().memberId(),
                isSameCredential ? facts.get(0).access().credentialId() : null,
                common(facts, Fact::attribution),
                common(facts, f -> f.access().system()),
                occurredAt,
                occurredAt - departure.start(),
                departure,
                facts.stream().map(Fact::access).toList(),
                isSingle,
                Caveat.list(facts.stream().mapToInt(Fact::caveats).reduce(0, (a, b) -> a | b)),
                dataClass(facts, policy),
                rule.attack(),
                evidence(departure, facts),
                exemption,
                null);
    }

    /** The same alert, no longer holding. */
    public static Alert withdrawn(Alert alert, String because) {
        return new Alert(
                alert.alertId(),
                alert.ruleId(),
                alert.severity(),
                Alert.Status.WITHDRAWN,
                alert.memberId(),
                alert.credentialId(),
                alert.attribution(),
                alert.system(),
                alert.occurredAt(),
                alert.sinceDepartureMillis(),
                alert.departure(),
                alert.accesses(),
                alert.isSingle(),
                alert.caveats(),
                alert.dataClass(),
                alert.attack(),
                alert.evidence(),
                alert.exemption(),
                because);
    }

    private static String id(Rule rule, Departure departure, List<Fact> facts) {
        List<String> parts = new ArrayList<>();
        parts.add(rule.id());
        parts.add(departure.memberKey());
        parts.add(departure.opened().eventId());
        for (Fact fact : facts) {
            parts.add(fact.access().eventId());
            parts.add(fact.access().credentialKey());
        }
        return StableId.of(parts);
    }

    static Severity severity(Rule rule, Departure departure, List<Fact> facts) {
        int lowering = LOWERING_OF_ATTRIBUTION;
        if (rule.phase() == Rule.Phase.AFTER) {
            lowering |= Caveat.bit(Caveat.NEAR_BOUNDARY);
            if (departure.opened().type() != MembershipType.RESIGNED) {
                lowering |= Caveat.bit(Caveat.RECORDED_LATE);
            }
        }
        Severity severity = rule.severity() != null ? rule.severity() : bySeverestAction(facts);
        if (rule.isSingleAccess()) {
            for (int step = Integer.bitCount(facts.get(0).caveats() & lowering); step > 0; step--) {
                severity = severity.lowered();
            }
            return severity;
        }
        int lowers = lowering;
        return facts.stream().allMatch(f -> (f.caveats() & lowers) != 0) ? severity.lowered() : severity;
    }

    private static Severity bySeverestAction(List<Fact> facts) {
        boolean isGrave = facts.stream()
                .map(Fact::access)
                .anyMatch(a -> a.outcome() == Outcome.SUCCESS && GRAVE_ACTIONS.contains(a.action()));
        boolean isSuccess = facts.stream().anyMatch(f -> f.access().outcome() == Outcome.SUCCESS);
        if (isGrave) {
            return Severity.CRITICAL;
        }
        return isSuccess ? Severity.HIGH : Severity.MEDIUM;
    }

    private static <T> T common(List<Fact> facts, Function<Fact, T> value) {
        T first = value.apply(facts.get(0));
        return facts.stream().allMatch(f -> Objects.equals(value.apply(f), first)) ? first : null;
    }

    private static String dataClass(List<Fact> facts, Policy policy) {
        Set<String> systems = new TreeSet<>();
        facts.forEach(f -> systems.add(f.access().system()));
        Set<String> classes = new TreeSet<>();
        for (ProtectedSystem system : policy.protectedSystems()) {
            if (systems.contains(system.name()) && system.dataClass() != null) {
                classes.add(system.dataClass());
            }
        }
        return classes.isEmpty() ? null : String.join("; ", classes);
    }

    private static List<Evidence> evidence(Departure departure, List<Fact> facts) {
        List<Evidence> evidence = new ArrayList<>();
        TreeMap<String, CredentialLink> links = new TreeMap<>();
        for (Fact fact : facts) {
            evidence.add(new Evidence(
                    "access", fact.access().eventId(), fact.access().origin()));
            fact.links().forEach(l -> links.put(l.identity(), l));
        }
        evidence.add(membership(departure.opened()));
        if (departure.closed() != null) {
            evidence.add(membership(departure.closed()));
        }
        links.values().stream()
                .sorted((a, b) -> a.origin().comparePosition(b.origin()))
                .forEach(l -> evidence.add(new Evidence("link", null, l.origin())));
        return evidence;
    }

    private static Evidence membership(MembershipEvent event) {
        return new Evidence("membership", event.eventId(), event.origin());
    }
}
