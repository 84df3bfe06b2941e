package io.leaverwatch.jobs;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.formats.Coverage;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.report.LineCounts;
import io.leaverwatch.report.ResultFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a replay did.
 *
 * @param out where the results are
 * @param written the result files
 * @param coverage what was read of each access source and protected system
 * @param lines what became of the lines of each kind of input
 * @param allLines what became of all lines
 */
public record ReplayResult(
        Path out,
        ResultFiles.Written written,
        List<Coverage.Entry> coverage,
        Map<InputKind, LineCounts> lines,
        LineCounts allLines) {
    private static final Map<InputKind, String> OPTIONS = Map.of(
            InputKind.MEMBERSHIP, "--membership",
            InputKind.LINK, "--credentials",
            InputKind.ACCESS, "--accesses");

    /** Alerts that no decision allows. */
    public long openAlerts() {
        return written.counts().alerts(Alert.Status.OPEN);
    }

    /** What became of the lines of the access files. */
    public LineCounts accessLines() {
        return lines.get(InputKind.ACCESS);
    }

    /** What a person should look at before believing the results, a sentence each: files of which little could be read. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (InputKind kind : InputKind.values()) {
            LineCounts ofKind = lines.get(kind);
            long given = ofKind.lines() - ofKind.blank();
            if (ofKind.deadLetters() > given / 2) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "%,d of %,d %s lines could not be read; are these the files for %s? See dead-letters.ndjson",
                        ofKind.deadLetters(),
                        given,
                        kind.word(),
                        OPTIONS.get(kind)));
            }
        }
        return warnings;
    }
}
