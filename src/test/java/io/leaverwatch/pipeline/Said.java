package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.Caveat;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.Evidence;
import io.leaverwatch.domain.Incident;
import io.leaverwatch.domain.Names;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.reference.ReferenceResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What product and reference model say in the end, each alert, incident and record one line, so that they compare. */
final class Said {
    private Said() {}

    /** The newest state of each id, withdrawn ones left out. */
    static SortedSet<String> byProduct(Collection<Verdict> verdicts) {
        Map<String, Verdict> last = new LinkedHashMap<>();
        verdicts.forEach(v -> last.put(v.id(), v));
        SortedSet<String> said = new TreeSet<>();
        for (Verdict verdict : last.values()) {
            if (verdict.alert() != null && verdict.alert().status() != Alert.Status.WITHDRAWN) {
                said.add(line(verdict.alert()));
            } else if (verdict.incident() != null && verdict.incident().alertCount() > 0) {
                said.add(line(verdict.incident()));
            } else if (verdict.departure() != null && !verdict.departure().isWithdrawn()) {
                said.add(line(verdict.departure()));
            }
        }
        return said;
    }

    static SortedSet<String> byReference(ReferenceResult result) {
        SortedSet<String> said = new TreeSet<>();
        result.alerts().forEach(a -> said.add(line(a)));
        result.incidents().forEach(i -> said.add(line(i)));
        result.departures().forEach(d -> said.add(line(d)));
        return said;
    }

    private static String line(Alert a) {
        return "alert "
                + List.of(
                        a.ruleId(),
                        a.severity(),
                        a.status(),
                        a.memberId(),
                        departure(a.departure()),
                        a.accesses().stream()
                                .map(x -> x.eventId() + "/" + x.credentialKey())
                                .toList(),
                        Objects.toString(a.attribution()),
                        Objects.toString(a.system()),
                        Objects.toString(a.credentialId()),
                        Instant.ofEpochMilli(a.occurredAt()),
                        Duration.ofMillis(a.sinceDepartureMillis()),
                        new TreeSet<>(a.caveats().stream().map(Caveat::name).toList()),
                        Objects.toString(a.dataClass()),
                        a.exemption() == null ? "-" : a.exemption().reason(),
                        new TreeSet<>(a.evidence().stream().map(Said::line).toList()));
    }

    private static String line(ReferenceResult.Alert a) {
        return "alert "
                + List.of(
                        a.ruleId(),
                        a.severity(),
                        a.status(),
                        a.memberId(),
                        departure(a.departure()),
                        a.accesses().stream()
                                .map(x -> x.eventId() + "/" + Names.key(x.credentialId()))
                                .toList(),
                        Objects.toString(a.attribution()),
                        Objects.toString(a.system()),
                        Objects.toString(a.credentialId()),
                        a.occurredAt(),
                        a.sinceDeparture(),
                        a.caveats(),
                        a.dataClasses().isEmpty() ? "null" : String.join("; ", a.dataClasses()),
                        Objects.toString(a.exemptionReason(), "-"),
                        new TreeSet<>(a.evidence().stream()
                                .map(e -> e.kind() + " " + e.eventId() + " " + e.source() + "@" + e.position() + " "
                                        + e.sha256())
                                .toList()));
    }

    private static String line(Evidence e) {
        return e.kind() + " " + e.eventId() + " " + e.origin().source() + "@"
                + e.origin().position() + " "
                + HexFormat.of().formatHex(e.origin().sha256());
    }

    private static String line(Incident i) {
        return "incident "
                + List.of(
                        i.departure().opened().memberId(),
                        departure(i.departure()),
                        i.severity(),
                        i.alertCount(),
                        i.accessCount(),
                        Instant.ofEpochMilli(i.firstSeen()),
                        Instant.ofEpochMilli(i.lastSeen()),
                        i.systems(),
                        keys(i.credentials()),
                        i.recordsAffected(),
                        i.ruleIds());
    }

    private static String line(ReferenceResult.Incident i) {
        return "incident "
                + List.of(
                        i.memberId(),
                        departure(i.departure()),
                        i.severity(),
                        i.alertCount(),
                        i.accessCount(),
                        i.firstSeen(),
                        i.lastSeen(),
                        i.systems(),
                        i.credentialKeys(),
                        i.recordsAffected(),
                        i.ruleIds());
    }

    private static String line(DepartureRecord d) {
        return "departure "
                + List.of(
                        d.departure().opened().memberId(),
                        departure(d.departure()),
                        keys(d.credentials()),
                        new TreeMap<>(d.alertCounts()),
                        seen(d.lastAccessBefore()),
                        seen(d.firstAccessAfter()),
                        d.inDoubt().stream().map(Said::seen).toList(),
                        d.finding());
    }

    private static String line(ReferenceResult.DepartureRecord d) {
        return "departure "
                + List.of(
                        d.memberId(),
                        departure(d.departure()),
                        d.credentialKeys(),
                        d.alertCounts(),
                        seen(d.lastAccessBefore()),
                        seen(d.firstAccessAfter()),
                        d.inDoubt().stream().map(Said::seen).toList(),
                        d.finding());
    }

    private static String departure(Departure d) {
        return List.of(
                        d.opened().eventId(),
                        d.opened().type(),
                        Instant.ofEpochMilli(d.start()),
                        Instant.ofEpochMilli(d.opened().recordedAt()),
                        d.closed() == null ? "open" : Instant.ofEpochMilli(d.end()))
                .toString();
    }

    private static String departure(ReferenceResult.Departure d) {
        return List.of(d.eventId(), d.type(), d.effectiveAt(), d.recordedAt(), d.until() == null ? "open" : d.until())
                .toString();
    }

    private static String seen(DepartureRecord.Seen seen) {
        return seen == null
                ? "none"
                : List.of(
                                seen.eventId(),
                                Names.key(seen.credentialId()),
                                Instant.ofEpochMilli(seen.occurredAt()),
                                seen.system(),
                                seen.action(),
                                seen.outcome())
                        .toString();
    }

    private static String seen(ReferenceResult.AccessRef seen) {
        return seen == null
                ? "none"
                : List.of(
                                seen.eventId(),
                                Names.key(seen.credentialId()),
                                seen.occurredAt(),
                                seen.system(),
                                seen.action(),
                                seen.outcome())
                        .toString();
    }

    private static SortedSet<String> keys(Collection<String> ids) {
        return new TreeSet<>(ids.stream().map(Names::key).toList());
    }
}
