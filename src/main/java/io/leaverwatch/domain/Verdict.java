package io.leaverwatch.domain;

import java.io.Serializable;

/**
 * One thing the pipeline says; exactly one of the parts is set. Consumers upsert by {@link #id}.
 *
 * @param alert an alert's newest state
 * @param incident an incident's newest state
 * @param departure a departure record's newest state
 */
public record Verdict(Alert alert, Incident incident, DepartureRecord departure) implements Serializable {

    /** The alertId, incidentId or departureId. */
    public String id() {
        if (alert != null) {
            return alert.alertId();
        }
        return incident != null ? incident.incidentId() : departure.departureId();
    }
}
