package io.leaverwatch.report;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.DepartureRecord.Finding;
import io.leaverwatch.domain.Severity;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the result files hold, counted while they are written. */
public final class ResultCounts {
    private final Map<Alert.Status, Long> alertsByStatus = new EnumMap<>(Alert.Status.class);
    private final Map<Severity, Long> openBySeverity = new EnumMap<>(Severity.class);
    private final SortedMap<String, Long> alertsByRule = new TreeMap<>();
    private final Map<Severity, Long> alertsBySeverity = new EnumMap<>(Severity.class);
    private final Map<Finding, Long> departuresByFinding = new EnumMap<>(Finding.class);
    private final Map<String, LineSet> evidence = new HashMap<>();
    private final Map<String, Long> deadLetters = new HashMap<>();
    private long incidents;

    void alert(String ruleId, Severity severity, Alert.Status status) {
        alertsByStatus.merge(status, 1L, Long::sum);
        alertsByRule.merge(ruleId, 1L, Long::sum);
        alertsBySeverity.merge(severity, 1L, Long::sum);
        if (status == Alert.Status.OPEN) {
            openBySeverity.merge(severity, 1L, Long::sum);
        }
    }

    void evidence(String kind, int sourceOrder, long position) {
        evidence.computeIfAbsent(kind, k -> new LineSet()).add(sourceOrder, position);
    }

    void incident() {
        incidents++;
    }

    void departure(Finding finding) {
        departuresByFinding.merge(finding, 1L, Long::sum);
    }

    void deadLetter(String kind) {
        deadLetters.merge(kind, 1L, Long::sum);
    }

    /** Alerts of a status; WITHDRAWN ones are in no file. */
    public long alerts(Alert.Status status) {
        return alertsByStatus.getOrDefault(status, 0L);
    }

    /** Alerts of a severity, of both statuses. */
    public long alerts(Severity severity) {
        return alertsBySeverity.getOrDefault(severity, 0L);
    }

    /** Open alerts of a severity. */
    public long openAlerts(Severity severity) {
        return openBySeverity.getOrDefault(severity, 0L);
    }

    /** Alerts by rule, of both statuses; only rules that have some. */
    public SortedMap<String, Long> alertsByRule() {
        return new TreeMap<>(alertsByRule);
    }

    /** Incidents. */
    public long incidents() {
        return incidents;
    }

    /** Departures. */
    public long departures() {
        return departuresByFinding.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Departures of a finding. */
    public long departures(Finding finding) {
        return departuresByFinding.getOrDefault(finding, 0L);
    }

    /** Distinct lines of a kind of input (membership, link or access) that an alert names. */
    public long evidence(String kind) {
        LineSet lines = evidence.get(kind);
        return lines == null ? 0 : lines.size();
    }

    /** Dead letters of a kind of input. */
    public long deadLetters(String kind) {
        return deadLetters.getOrDefault(kind, 0L);
    }
}
