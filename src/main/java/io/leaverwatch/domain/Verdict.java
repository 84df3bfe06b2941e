package io.leaverwatch.domain;

import java.io.Serializable;

/**
 * One thing the pipeline says; exactly one of the parts is set. Consumers upsert by {@link #id}.
 *
 * @param alert an alert's newest state
 * @param incident an incident's newest state
 * @param departure a departure record's newest state
 * @param stale what consumers still hold though it does not hold: to be withdrawn
 */
public record Verdict(Alert alert, Incident incident, DepartureRecord departure, Published stale)
        implements Serializable {

    /** An alert as it now is. */
    public static Verdict of(Alert alert) {
        return new Verdict(alert, null, null, null);
    }

    /** An incident as it now is. */
    public static Verdict of(Incident incident) {
        return new Verdict(null, incident, null, null);
    }

    /** A departure record as it now is. */
    public static Verdict of(DepartureRecord departure) {
        return new Verdict(null, null, departure, null);
    }

    /** A record of an earlier attempt that must not stand. */
    public static Verdict ofStale(Published stale) {
        return new Verdict(null, null, null, stale);
    }

    /** The alertId, incidentId or departureId. */
    public String id() {
        if (stale != null) {
            return stale.id();
        }
        if (alert != null) {
            return alert.alertId();
        }
        return incident != null ? incident.incidentId() : departure.departureId();
    }

    /** The case that it belongs to. */
    public String caseKey() {
        if (stale != null) {
            return stale.caseKey();
        }
        if (alert != null) {
            return alert.departure().caseKey();
        }
        return (incident != null ? incident.departure() : departure.departure()).caseKey();
    }

    /** Which output it goes to. */
    public Published.Kind kind() {
        if (stale != null) {
            return stale.kind();
        }
        if (alert != null) {
            return Published.Kind.ALERT;
        }
        return incident != null ? Published.Kind.INCIDENT : Published.Kind.DEPARTURE;
    }

    /** Whether it says that something holds; false for a withdrawal. */
    public boolean isStanding() {
        if (alert != null) {
            return alert.status() != Alert.Status.WITHDRAWN;
        }
        if (incident != null) {
            return incident.status() != Alert.Status.WITHDRAWN;
        }
        return departure != null && !departure.isWithdrawn();
    }
}
