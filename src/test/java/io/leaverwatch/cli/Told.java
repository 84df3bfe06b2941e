package io.leaverwatch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.domain.Names;
import io.leaverwatch.reference.ReferenceResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a replay's files and the reference model tell, each record one line, so that they compare. */
final class Told {
    private Told() {}

    static String alert(JsonNode a) {
        List<String> accesses = a.has("accesses") ? texts(a.path("accesses")) : List.of(access(a.path("access"), true));
        SortedSet<String> evidence = new TreeSet<>();
        for (JsonNode e : a.path("evidence")) {
            evidence.add(text(e.path("kind")) + " " + text(e.path("eventId")) + " " + text(e.path("source")) + "@"
                    + text(e.path("position")) + " " + text(e.path("sha256")));
        }
        return List.of(
                        text(a.path("mode")),
                        a.path("attack").size() > 0,
                        text(a.path("ruleId")),
                        text(a.path("severity")),
                        text(a.path("status")),
                        text(a.path("memberId")),
                        departure(a.path("departure")),
                        accesses,
                        text(a.path("attribution")),
                        text(a.path("system")),
                        text(a.path("credentialId")),
                        time(a.path("occurredAt")),
                        text(a.path("sinceDeparture")),
                        new TreeSet<>(texts(a.path("caveats"))),
                        text(a.path("dataClass")),
                        text(a.at("/exemption/reason")),
                        evidence)
                .toString();
    }

    static String alert(ReferenceResult.Alert a) {
        SortedSet<String> evidence = new TreeSet<>();
        for (ReferenceResult.Evidence e : a.evidence()) {
            String eventId = e.eventId() == null ? "null" : Names.trim(e.eventId());
            evidence.add(e.kind() + " " + eventId + " " + e.source() + "@" + e.position() + " " + e.sha256());
        }
        return shown(List.of(
                "replay",
                true,
                a.ruleId(),
                a.severity(),
                a.status(),
                a.memberId(),
                departure(a.departure()),
                a.accesses().stream()
                        .map(x -> a.single() ? access(x, true) : Names.trim(x.eventId()))
                        .toList(),
                Objects.toString(a.attribution()),
                Objects.toString(a.system()),
                Objects.toString(a.credentialId()),
                a.occurredAt(),
                a.sinceDeparture(),
                a.caveats(),
                a.dataClasses().isEmpty() ? "null" : String.join("; ", a.dataClasses()),
                Objects.toString(a.exemptionReason()),
                shownEach(evidence)));
    }

    static String incident(JsonNode i) {
        return List.of(
                        text(i.path("memberId")),
                        departure(i.path("departure")),
                        text(i.path("severity")),
                        text(i.path("alertCount")),
                        text(i.path("accessCount")),
                        time(i.path("firstSeen")),
                        time(i.path("lastSeen")),
                        texts(i.path("systems")),
                        keys(texts(i.path("credentials"))),
                        text(i.path("recordsAffected")),
                        texts(i.path("ruleIds")))
                .toString();
    }

    static String incident(ReferenceResult.Incident i) {
        return shown(List.of(
                i.memberId(),
                departure(i.departure()),
                i.severity(),
                i.alertCount(),
                i.accessCount(),
                i.firstSeen(),
                i.lastSeen(),
                i.systems(),
                shownEach(i.credentialKeys()),
                i.recordsAffected(),
                i.ruleIds()));
    }

    static String departureRecord(JsonNode d) {
        Map<String, Integer> counts = new TreeMap<>();
        d.path("alertCount")
                .properties()
                .forEach(f -> counts.put(f.getKey(), f.getValue().asInt()));
        List<String> inDoubt = new ArrayList<>();
        d.path("inDoubt").forEach(seen -> inDoubt.add(access(seen, false)));
        return List.of(
                        text(d.path("memberId")),
                        departure(d.path("departure")),
                        keys(texts(d.path("credentials"))),
                        counts,
                        access(d.path("lastAccessBefore"), false),
                        access(d.path("firstAccessAfter"), false),
                        inDoubt,
                        text(d.path("finding")))
                .toString();
    }

    static String departureRecord(ReferenceResult.DepartureRecord d) {
        return shown(List.of(
                d.memberId(),
                departure(d.departure()),
                shownEach(d.credentialKeys()),
                d.alertCounts(),
                access(d.lastAccessBefore(), false),
                access(d.firstAccessAfter(), false),
                d.inDoubt().stream().map(seen -> access(seen, false)).toList(),
                d.finding()));
    }

    private static String departure(JsonNode d) {
        return List.of(
                        text(d.path("eventId")),
                        text(d.path("type")),
                        time(d.path("effectiveAt")),
                        time(d.path("recordedAt")),
                        time(d.path("until")),
                        d.path("dateOnly").asBoolean())
                .toString();
    }

    private static String departure(ReferenceResult.Departure d) {
        return List.of(
                        Names.trim(d.eventId()),
                        d.type(),
                        d.effectiveAt(),
                        d.recordedAt(),
                        Objects.toString(d.until()),
                        d.dateOnly())
                .toString();
    }

    /** An access; whole as an alert has it, or as a departure record names it. */
    private static String access(JsonNode a, boolean isWhole) {
        if (a.isNull()) {
            return "none";
        }
        return List.of(
                        text(a.path("eventId")),
                        text(a.path("credentialId")),
                        time(a.path("occurredAt")),
                        text(a.path("system")),
                        text(a.path("action")),
                        text(a.path("outcome")),
                        isWhole ? text(a.path("sessionId")) : "",
                        isWhole ? text(a.path("recordsAffected")) : "")
                .toString();
    }

    private static String access(ReferenceResult.AccessRef a, boolean isWhole) {
        if (a == null) {
            return "none";
        }
        String session = a.sessionId() == null ? "null" : Names.trim(a.sessionId());
        return List.of(
                        Names.trim(a.eventId()),
                        a.credentialId(),
                        a.occurredAt(),
                        a.system(),
                        a.action(),
                        a.outcome(),
                        isWhole ? session : "",
                        isWhole ? Objects.toString(a.recordsAffected()) : "")
                .toString();
    }

    /** As output shows a text: half of a surrogate pair as what cannot be shown. */
    private static String shown(List<Object> parts) {
        return shown(parts.toString());
    }

    private static String shown(String text) {
        return text.replaceAll("\\p{Cs}", "\uFFFD");
    }

    /** In the order of what is shown. */
    private static SortedSet<String> shownEach(Collection<String> texts) {
        return new TreeSet<>(texts.stream().map(Told::shown).toList());
    }

    private static SortedSet<String> keys(Collection<String> ids) {
        return new TreeSet<>(ids.stream().map(Names::key).toList());
    }

    private static String time(JsonNode value) {
        return value.isTextual() ? Instant.parse(value.asText()).toString() : text(value);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    private static String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "null" : value.asText();
    }
}
