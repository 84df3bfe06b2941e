package io.leaverwatch.domain;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** From a departure's alerts to its incident and its record. */
public final class CaseSummary {
    private CaseSummary() {}

    /** The incident of a departure; with no open alert its status is WITHDRAWN. */
    public static Incident incident(CaseReport report, Collection<Alert> alerts) {
        Departure departure = report.departure();
        Severity severity = null;
        int open = 0;
        Set<String> seen = new HashSet<>();
        Set<String> systems = new TreeSet<>();
        Map<String, String> credentials = new TreeMap<>();
        Set<String> rules = new TreeSet<>();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Alert alert : alerts) {
            if (alert.status() != Alert.Status.OPEN) {
                continue;
            }
            open++;
            rules.add(alert.ruleId());
            severity = severity == null || alert.severity().compareTo(severity) > 0 ? alert.severity() : severity;
            for (AccessEvent access : alert.accesses()) {
                if (!seen.add(access.key())) {
                    continue;
                }
                systems.add(access.system());
                credentials.merge(access.credentialKey(), access.credentialId(), CaseSummary::lesser);
                first = Math.min(first, access.occurredAt());
                last = Math.max(last, access.occurredAt());
            }
        }
        return new Incident(
                id("incident", departure),
                departure,
                severity,
                open > 0 ? Alert.Status.OPEN : Alert.Status.WITHDRAWN,
                open,
                seen.size(),
                open > 0 ? first : 0,
                open > 0 ? last : 0,
                List.copyOf(systems),
                List.copyOf(new TreeSet<>(credentials.values())),
                report.openRecords(),
                List.copyOf(rules));
    }

    /** The record of a departure. */
    public static DepartureRecord departureRecord(CaseReport report, Collection<Alert> alerts) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Alert alert : alerts) {
            if (alert.status() == Alert.Status.OPEN) {
                counts.merge(alert.ruleId(), 1, Integer::sum);
            }
        }
        return new DepartureRecord(
                id("departure", report.departure()),
                report.departure(),
                report.credentials(),
                counts,
                report.lastBefore(),
                report.firstAfter(),
                report.inDoubt(),
                report.finding(),
                report.isRemoved());
    }

    private static String id(String kind, Departure departure) {
        return StableId.of(
                List.of(kind, departure.memberKey(), departure.opened().eventId()));
    }

    private static String lesser(String a, String b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
