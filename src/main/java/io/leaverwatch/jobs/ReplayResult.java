package io.leaverwatch.jobs;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.report.LineCounts;
import io.leaverwatch.report.ResultCounts;
import java.nio.file.Path;

/**
 * What a replay did.
 *
 * @param out where the results are
 * @param counts what the result files hold
 * @param accessLines what became of the lines of the access files
 * @param allLines what became of all lines
 */
public record ReplayResult(Path out, ResultCounts counts, LineCounts accessLines, LineCounts allLines) {
    /** Alerts that no decision allows. */
    public long openAlerts() {
        return counts.alerts(Alert.Status.OPEN);
    }
}
