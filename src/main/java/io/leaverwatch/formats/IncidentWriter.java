package io.leaverwatch.formats;

import io.leaverwatch.domain.Incident;
import io.leaverwatch.domain.IsoTime;

/** Incidents as lines of JSON. */
public final class IncidentWriter {
    private IncidentWriter() {}

    /**
     * One incident. Where no alert of it is open any more, severity, firstSeen and lastSeen are null.
     *
     * @return a JSON object in UTF-8 without a line ending
     */
    public static byte[] write(Incident incident) {
        boolean hasAccesses = incident.accessCount() > 0;
        return JsonLine.of(json -> {
            json.writeStringField("incidentId", incident.incidentId());
            json.writeStringField(
                    "memberId", JsonLine.id(incident.departure().opened().memberId()));
            DepartureWriter.writeDeparture(json, incident.departure());
            json.writeStringField("severity", JsonLine.word(incident.severity()));
            json.writeStringField("status", JsonLine.word(incident.status()));
            json.writeNumberField("alertCount", incident.alertCount());
            json.writeNumberField("accessCount", incident.accessCount());
            json.writeStringField("firstSeen", hasAccesses ? IsoTime.of(incident.firstSeen()) : null);
            json.writeStringField("lastSeen", hasAccesses ? IsoTime.of(incident.lastSeen()) : null);
            JsonLine.writeTexts(json, "systems", incident.systems());
            JsonLine.writeTexts(json, "credentials", incident.credentials());
            json.writeNumberField("recordsAffected", incident.recordsAffected());
            JsonLine.writeTexts(json, "ruleIds", incident.ruleIds());
        });
    }
}
