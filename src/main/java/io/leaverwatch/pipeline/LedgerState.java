package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.CaseReport;
import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.Incident;

/**
 * State of a ledger beside its alerts.
 *
 * @param lastEnded the last revision whose end was seen; matches of earlier ones are void
 * @param report of that end; null before the first
 * @param isDirty whether incident and record have still to be told
 * @param incident as told last; null where none was
 * @param departure as told last; null where none was
 * @param alertCount how many alerts there are
 */
public record LedgerState(
        long lastEnded,
        CaseReport report,
        boolean isDirty,
        Incident incident,
        DepartureRecord departure,
        long alertCount) {

    /**
     * State: an alert as it was told last.
     *
     * @param revision the last that gave it
     * @param alert OPEN or EXEMPTED
     */
    public record Posted(long revision, Alert alert) {}

    static LedgerState empty() {
        return new LedgerState(0, null, false, null, null, 0);
    }

    LedgerState counted(long difference) {
        return new LedgerState(lastEnded, report, isDirty, incident, departure, alertCount + difference);
    }

    LedgerState ended(long revision, CaseReport newReport) {
        return new LedgerState(Math.max(lastEnded, revision), newReport, true, incident, departure, alertCount);
    }

    LedgerState told(Incident newIncident, DepartureRecord newDeparture) {
        return new LedgerState(lastEnded, report, false, newIncident, newDeparture, alertCount);
    }
}
