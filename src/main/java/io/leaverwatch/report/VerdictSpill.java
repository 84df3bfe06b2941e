package io.leaverwatch.report;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.Evidence;
import io.leaverwatch.domain.Incident;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Rule;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.AlertWriter;
import io.leaverwatch.formats.DepartureWriter;
import io.leaverwatch.formats.IncidentWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Verdicts of one writer. The newest state of an id is the one added last; all states of an id come to one writer.
 *
 * <p>An alert's body begins with the places of its evidence, so that they can be counted without parsing. A departure
 * record's lacks its coverage, which is known only when everything was read.
 */
public final class VerdictSpill implements RecordSpill<Verdict> {
    static final String ALERTS = "alerts";
    static final String INCIDENTS = "incidents";
    static final String DEPARTURES = "departures";

    private static final int SEVERITY_BITS = 2;
    private static final int STATUS_BITS = 2;
    private static final int EVIDENCE_BYTES = Byte.BYTES + Integer.BYTES + Long.BYTES;

    private final Spill alerts;
    private final Spill incidents;
    private final Spill departures;
    private final String mode;
    private final String policyVersion;
    private final Map<String, Integer> ruleNumbers = new HashMap<>();

    /**
     * @param folder where the files go
     * @param writer a number that no other writer of verdicts has
     * @param policy the run's
     * @param mode live or replay
     */
    public VerdictSpill(Path folder, int writer, Policy policy, String mode) {
        this.alerts = new Spill(folder, ALERTS, writer, SpilledRecords.upserted());
        this.incidents = new Spill(folder, INCIDENTS, writer, SpilledRecords.upserted());
        this.departures = new Spill(folder, DEPARTURES, writer, SpilledRecords.upserted());
        this.mode = mode;
        this.policyVersion = policy.version();
        List<Rule> rules = policy.rules();
        for (int i = 0; i < rules.size(); i++) {
            ruleNumbers.put(rules.get(i).id(), i);
        }
    }

    @Override
    public void add(Verdict verdict) throws IOException {
        if (verdict.alert() != null) {
            add(verdict.alert());
        } else if (verdict.incident() != null) {
            add(verdict.incident());
        } else {
            add(verdict.departure());
        }
    }

    private void add(Alert alert) throws IOException {
        int tag =
                (ruleNumbers.get(alert.ruleId()) << STATUS_BITS | alert.status().ordinal()) << SEVERITY_BITS
                        | alert.severity().ordinal();
        if (alert.status() == Alert.Status.WITHDRAWN) {
            add(alerts, alert.occurredAt(), alert.alertId(), tag | Spill.WITHDRAWN);
        } else {
            add(alerts, alert.occurredAt(), alert.alertId(), tag, places(alert.evidence()), line(alert));
        }
    }

    private byte[] line(Alert alert) {
        return AlertWriter.write(alert, mode, policyVersion);
    }

    private void add(Incident incident) throws IOException {
        if (incident.status() == Alert.Status.WITHDRAWN) {
            add(incidents, incident.firstSeen(), incident.incidentId(), Spill.WITHDRAWN);
        } else {
            add(incidents, incident.firstSeen(), incident.incidentId(), 0, IncidentWriter.write(incident));
        }
    }

    private void add(DepartureRecord found) throws IOException {
        long start = found.departure().start();
        if (found.isWithdrawn()) {
            add(departures, start, found.departureId(), Spill.WITHDRAWN);
        } else {
            add(
                    departures,
                    start,
                    found.departureId(),
                    found.finding().ordinal(),
                    DepartureWriter.write(found, List.of()));
        }
    }

    private static void add(Spill spill, long order, String id, int tag, byte[]... parts) throws IOException {
        spill.add(order, half(id, 0), half(id, Long.BYTES * 2), tag, parts);
    }

    /** Half of an id of 32 hex digits, so that halves compare, signed, as the ids do as texts. */
    private static long half(String id, int from) {
        return Long.parseUnsignedLong(id, from, from + Long.BYTES * 2, 16) ^ Long.MIN_VALUE;
    }

    private static byte[] places(List<Evidence> evidence) {
        ByteBuffer places = ByteBuffer.allocate(Integer.BYTES + evidence.size() * EVIDENCE_BYTES);
        places.putInt(evidence.size());
        for (Evidence piece : evidence) {
            places.put((byte) DeadLetterSpill.kind(piece.kind()).ordinal())
                    .putInt(piece.origin().sourceOrder())
                    .putLong(piece.origin().position());
        }
        return places.array();
    }

    static int severity(int tag) {
        return tag & (1 << SEVERITY_BITS) - 1;
    }

    static int status(int tag) {
        return (tag >>> SEVERITY_BITS) & ((1 << STATUS_BITS) - 1);
    }

    static int rule(int tag) {
        return tag >>> (SEVERITY_BITS + STATUS_BITS);
    }

    @Override
    public void close() throws IOException {
        try (alerts;
                incidents) {
            departures.close();
        }
    }
}
