package io.leaverwatch.report;

import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.Coverage;
import io.leaverwatch.formats.InputKind;
import java.util.List;
import java.util.Map;

/**
 * What a run says of itself.
 *
 * @param mode live or replay
 * @param policy the run's
 * @param inputs the files of each kind, in the order of the command line
 * @param lines what became of the lines of each kind
 * @param counts what the result files hold
 * @param coverage what was read of each source and protected system
 * @param run what differs from run to run
 */
public record Summary(
        String mode,
        Policy policy,
        Map<InputKind, List<SummaryInput>> inputs,
        Map<InputKind, LineCounts> lines,
        ResultCounts counts,
        List<Coverage.Entry> coverage,
        Run run) {

    /**
     * What the results do not depend on.
     *
     * @param parallelism subtasks of each operator
     * @param durationMillis from the first file opened to the last result file written
     */
    public record Run(int parallelism, long durationMillis) {}

    /** All kinds together. */
    public LineCounts total() {
        return lines.values().stream().reduce(LineCounts.NONE, LineCounts::plus);
    }
}
