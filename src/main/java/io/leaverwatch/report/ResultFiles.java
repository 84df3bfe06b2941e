package io.leaverwatch.report;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.DepartureRecord.Finding;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Severity;
import io.leaverwatch.formats.Coverage;
import io.leaverwatch.formats.DepartureWriter;
import io.leaverwatch.formats.InputKind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * The result files, from what the writers of a run put aside: the newest state of each id, sorted, without what was
 * withdrawn. The same input gives the same bytes, however many writers there were.
 */
public final class ResultFiles {
    /** The result files in the order in which they get their final names; the last says that the others are complete. */
    public static final List<String> NAMES =
            List.of("alerts.ndjson", "incidents.ndjson", "departures.ndjson", "dead-letters.ndjson", "summary.json");
    /** The summary's name. */
    public static final String SUMMARY = NAMES.get(NAMES.size() - 1);

    private static final InputKind[] KINDS = InputKind.values();

    private final Path folder;
    private final ResultCounts counts = new ResultCounts();
    private final Foremost foremostAlerts = new Foremost();
    private final Foremost foremostDepartures = new Foremost();

    /**
     * What was written.
     *
     * @param counts what the files hold
     * @param alerts the most severe ones, open ones before those that an exemption allows
     * @param departures those with the gravest findings
     */
    public record Written(ResultCounts counts, Foremost alerts, Foremost departures) {}

    private ResultFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes all of them but the summary.
     *
     * @param folder where the writers put their records, and where the files go
     * @param policy the run's
     * @param coverage what was read, in the order in which departure records show it
     */
    public static Written write(Path folder, Policy policy, List<Coverage.Entry> coverage) throws IOException {
        ResultFiles files = new ResultFiles(folder);
        files.writeAlerts(policy);
        files.writeIncidents();
        files.writeDepartures(coverage);
        files.writeDeadLetters();
        return new Written(files.counts, files.foremostAlerts, files.foremostDepartures);
    }

    private void writeAlerts(Policy policy) throws IOException {
        try (SpilledRecords alerts = SpilledRecords.newest(folder, VerdictSpill.ALERTS);
                OutputStream out = open(VerdictSpill.ALERTS)) {
            while (alerts.next()) {
                int tag = alerts.tag();
                Severity severity = Severity.values()[VerdictSpill.severity(tag)];
                Alert.Status status = Alert.Status.values()[VerdictSpill.status(tag)];
                counts.alert(policy.rules().get(VerdictSpill.rule(tag)).id(), severity, status);
                ByteBuffer body = ByteBuffer.wrap(alerts.body());
                for (int left = body.getInt(); left > 0; left--) {
                    counts.evidence(KINDS[body.get()].word(), body.getInt(), body.getLong());
                }
                foremostAlerts.offer(rank(severity, status), body);
                out.write(body.array(), body.position(), body.remaining());
                out.write('\n');
            }
        }
    }

    private static int rank(Severity severity, Alert.Status status) {
        int ofAllOpen = Severity.values().length - 1 - severity.ordinal();
        return status == Alert.Status.OPEN ? ofAllOpen : Severity.values().length + ofAllOpen;
    }

    private void writeIncidents() throws IOException {
        try (SpilledRecords incidents = SpilledRecords.newest(folder, VerdictSpill.INCIDENTS);
                OutputStream out = open(VerdictSpill.INCIDENTS)) {
            while (incidents.next()) {
                counts.incident();
                out.write(incidents.body());
                out.write('\n');
            }
        }
    }

    /** All records end with the same coverage, which the writers did not have yet. */
    private void writeDepartures(List<Coverage.Entry> coverage) throws IOException {
        byte[] none = DepartureWriter.coverage(List.of());
        byte[] ending = DepartureWriter.coverage(coverage);
        try (SpilledRecords departures = SpilledRecords.newest(folder, VerdictSpill.DEPARTURES);
                OutputStream out = open(VerdictSpill.DEPARTURES)) {
            while (departures.next()) {
                Finding finding = Finding.values()[departures.tag()];
                counts.departure(finding);
                byte[] body = departures.body();
                int end = body.length - (none.length - 1);
                if (!Arrays.equals(body, end, body.length, none, 1, none.length)) {
                    throw new IllegalStateException("a departure record does not end with its coverage");
                }
                out.write(body, 0, end);
                out.write(ending, 1, ending.length - 1);
                out.write('\n');
                foremostDepartures.offer(finding.ordinal(), ByteBuffer.wrap(body));
            }
        }
    }

    private void writeDeadLetters() throws IOException {
        try (SpilledRecords letters = SpilledRecords.all(folder, DeadLetterSpill.NAME);
                OutputStream out = open(DeadLetterSpill.NAME)) {
            while (letters.next()) {
                counts.deadLetter(KINDS[letters.tag()].word());
                out.write(letters.body());
                out.write('\n');
            }
        }
    }

    private OutputStream open(String name) throws IOException {
        Path file = folder.resolve(name + ".ndjson");
        return new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 18);
    }
}
