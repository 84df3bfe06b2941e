package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceCase.Attributed;
import io.leaverwatch.reference.ReferenceEvents.Access;
import io.leaverwatch.reference.ReferenceEvents.Event;
import io.leaverwatch.reference.ReferenceEvents.Link;
import io.leaverwatch.reference.ReferenceEvents.Membership;
import io.leaverwatch.reference.ReferenceResult.Alert;
import io.leaverwatch.reference.ReferenceResult.DepartureRecord;
import io.leaverwatch.reference.ReferenceResult.Incident;
import io.leaverwatch.reference.ReferenceResult.Kind;
import io.leaverwatch.reference.ReferenceTimeline.Departure;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rules as plainly as they can be computed: every access is held against every departure. Slow, for small inputs.
 *
 * <p>Where the documents are silent, the comments that begin with "Interpretation" in this package say what was decided.
 */
public final class ReferenceModel {

    private final ReferencePolicy policy;
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Incident> incidents = new ArrayList<>();
    private final List<DepartureRecord> records = new ArrayList<>();

    private ReferenceModel(ReferencePolicy policy) {
        this.policy = policy;
    }

    /** What the rules say about these inputs; never fails, whatever the bytes are. */
    public static ReferenceResult judge(ReferenceInputs inputs, ReferencePolicy policy) {
        return new ReferenceModel(policy).judge(inputs);
    }

    private ReferenceResult judge(ReferenceInputs inputs) {
        ReferenceLines memberships = new ReferenceLines(Kind.MEMBERSHIP, inputs.membershipLines(), policy);
        ReferenceLines credentials = new ReferenceLines(Kind.CREDENTIAL, inputs.credentialLines(), policy);
        ReferenceLines accesses = new ReferenceLines(Kind.ACCESS, inputs.accessLines(), policy);
        List<Link> links = casts(credentials.counting(), Link.class);
        List<Access> counting = casts(accesses.counting(), Access.class);
        SortedMap<String, List<Membership>> members = new TreeMap<>();
        for (Membership event : casts(memberships.counting(), Membership.class)) {
            members.computeIfAbsent(event.memberKey(), k -> new ArrayList<>()).add(event);
        }
        ReferenceAttribution attribution = new ReferenceAttribution(links);
        Set<String> leavers = new HashSet<>();
        for (String member : members.keySet()) {
            for (Departure departure : new ReferenceTimeline(policy).departures(members.get(member))) {
                leavers.add(member);
                report(new ReferenceCase(member, departure, counting, attribution, policy), attribution, links);
            }
        }
        Set<String> evidence = new HashSet<>();
        alerts.forEach(a -> a.evidence().forEach(e -> evidence.add(e.kind() + e.source() + ":" + e.position())));
        List<ReferenceResult.Line> lines = new ArrayList<>();
        lines.addAll(memberships.fates(evidence));
        lines.addAll(credentials.fates(evidence));
        lines.addAll(accesses.fates(evidence, leavers, attribution, links));
        return new ReferenceResult(List.copyOf(alerts), List.copyOf(incidents), List.copyOf(records), lines);
    }

    private void report(ReferenceCase facts, ReferenceAttribution attribution, List<Link> links) {
        ReferenceAlerts writer = new ReferenceAlerts(facts);
        List<ReferenceRules.Match> matches = new ReferenceRules(policy, facts).matches();
        List<Alert> all = writer.of(matches);
        List<Alert> open = all.stream().filter(a -> a.status().equals("OPEN")).toList();
        alerts.addAll(all);
        // Interpretation: an incident exists only where an alert is open.
        if (!open.isEmpty()) {
            incidents.add(incident(facts, writer.departure(), matches, open));
        }
        SortedMap<String, Integer> alertCounts = new TreeMap<>();
        open.forEach(a -> alertCounts.merge(a.ruleId(), 1, Integer::sum));
        records.add(new DepartureRecord(
                facts.departure.opener().memberId(),
                writer.departure(),
                credentials(facts, attribution, links),
                alertCounts,
                seen(facts, true)
                        .max(Access.ORDER)
                        .map(ReferenceAlerts::reference)
                        .orElse(null),
                seen(facts, false)
                        .min(Access.ORDER)
                        .map(ReferenceAlerts::reference)
                        .orElse(null),
                inDoubt(facts),
                finding(facts)));
    }

    private Incident incident(
            ReferenceCase facts,
            ReferenceResult.Departure departure,
            List<ReferenceRules.Match> matches,
            List<Alert> open) {
        Set<Object> identities = new HashSet<>();
        SortedSet<Instant> times = new TreeSet<>();
        SortedSet<String> systems = new TreeSet<>();
        SortedSet<String> credentials = new TreeSet<>();
        for (ReferenceRules.Match match : matches) {
            for (Attributed one : match.accesses()) {
                // A match over one access that is exempted is not open; no other match holds an exempted breach.
                boolean exempted = match.form() == ReferenceRules.Form.SINGLE && facts.exemption(one) != null;
                if (!exempted) {
                    identities.add(one.access().identity());
                    times.add(one.occurredAt());
                    systems.add(one.access().system());
                    credentials.add(one.access().credentialKey());
                }
            }
        }
        BigInteger affected = BigInteger.ZERO;
        for (Attributed breach : facts.openBreaches()) {
            if (breach.is("SUCCESS") && breach.access().recordsAffected() != null) {
                affected = affected.add(breach.access().recordsAffected());
            }
        }
        SortedSet<String> ruleIds = new TreeSet<>();
        int highest = 0;
        for (Alert alert : open) {
            ruleIds.add(alert.ruleId());
            highest = Math.max(highest, ReferenceAlerts.SEVERITIES.indexOf(alert.severity()));
        }
        return new Incident(
                facts.departure.opener().memberId(),
                departure,
                ReferenceAlerts.SEVERITIES.get(highest),
                open.size(),
                identities.size(),
                times.first(),
                times.last(),
                systems,
                credentials,
                affected,
                ruleIds);
    }

    /** Interpretation: those that a link attributes, valid or last, at some instant of the departure; the memberId itself only where it has a DIRECT access in it. */
    private static SortedSet<String> credentials(
            ReferenceCase facts, ReferenceAttribution attribution, List<Link> links) {
        SortedSet<String> keys = new TreeSet<>();
        for (Link link : links) {
            if (attribution.holdsIn(facts.departure, facts.memberKey, link.credentialKey())) {
                keys.add(link.credentialKey());
            }
        }
        for (Attributed one : facts.attributed) {
            if (one.holder().attribution().equals("DIRECT") && facts.departure.contains(one.occurredAt())) {
                keys.add(one.access().credentialKey());
            }
        }
        return keys;
    }

    /** Interpretation: grace plays no part in what comes before and after. */
    private static Stream<Access> seen(ReferenceCase facts, boolean before) {
        return facts.attributed.stream()
                .filter(a -> before
                        ? a.occurredAt().isBefore(facts.departure.start())
                        : facts.departure.contains(a.occurredAt()))
                .map(Attributed::access);
    }

    private List<ReferenceResult.AccessRef> inDoubt(ReferenceCase facts) {
        if (!facts.isDateOnly()) {
            return List.of();
        }
        Instant midnight =
                ReferenceTime.startOfDay(facts.departure.opener().effectiveAt().date(), policy.zone);
        return facts.attributed.stream()
                .filter(a ->
                        !a.occurredAt().isBefore(midnight) && a.occurredAt().isBefore(facts.departure.start()))
                .map(a -> ReferenceAlerts.reference(a.access()))
                .toList();
    }

    /** Interpretation: looks at the breaches, whatever rules are enabled. */
    private static String finding(ReferenceCase facts) {
        if (facts.openBreaches().stream().anyMatch(b -> b.is("SUCCESS"))) {
            return "BREACHED";
        }
        if (!facts.openBreaches().isEmpty()) {
            return "ATTEMPTED_ONLY";
        }
        return facts.breaches().isEmpty() ? "NONE_FOUND" : "EXEMPTED_ONLY";
    }

    private static <E> List<E> casts(List<Event> events, Class<E> type) {
        return events.stream().map(type::cast).toList();
    }
}
