package io.leaverwatch.cli;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.DepartureRecord.Finding;
import io.leaverwatch.domain.Severity;
import io.leaverwatch.jobs.ReplayResult;
import io.leaverwatch.report.LineCounts;
import io.leaverwatch.report.ResultCounts;
import io.leaverwatch.report.ResultFiles;
import io.leaverwatch.report.ResultTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a replay found, for a person: the foremost alerts and departures, and the sums. */
final class ResultText {
    private final PrintWriter out;

    ResultText(PrintWriter out) {
        this.out = out;
    }

    /** Prints all of it, tables first: the sums are what a person sees of a long one. */
    void print(ReplayResult result) throws IOException {
        ResultTables tables = new ResultTables(Terminal.hasColour());
        block(tables.alerts(result.written().alerts()));
        List<String> departures =
                new ArrayList<>(tables.departures(result.written().departures()));
        if (!departures.isEmpty()) {
            departures.addAll(ResultTables.coverage(result.coverage()));
        }
        block(departures);
        sums(result);
        out.flush();
    }

    private void block(List<String> lines) {
        if (!lines.isEmpty()) {
            lines.forEach(out::println);
            out.println();
        }
    }

    private void sums(ReplayResult result) {
        ResultCounts counts = result.written().counts();
        LineCounts accesses = result.accessLines();
        out.println("Read       " + number(accesses.lines()) + " access lines; " + number(accesses.notConcerned())
                + " concern no leaver's credential in a protected system; "
                + count(result.allLines().deadLetters(), "dead letter") + " in all");
        out.println("Alerts     " + number(counts.alerts(Alert.Status.OPEN)) + " open" + severities(counts) + ", "
                + number(counts.alerts(Alert.Status.EXEMPTED)) + " exempted; "
                + count(counts.incidents(), "incident"));
        out.println("Departures " + number(counts.departures()) + findings(counts));
        result.warnings().forEach(warning -> out.println("Warning    " + warning));
        out.println("Results    in " + result.out());
        out.println("           " + String.join(", ", ResultFiles.NAMES));
    }

    private static String severities(ResultCounts counts) {
        List<String> parts = new ArrayList<>();
        for (int i = Severity.values().length - 1; i >= 0; i--) {
            Severity severity = Severity.values()[i];
            if (counts.openAlerts(severity) > 0) {
                parts.add(number(counts.openAlerts(severity)) + " " + severity);
            }
        }
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private static String findings(ResultCounts counts) {
        List<String> parts = new ArrayList<>();
        for (Finding finding : Finding.values()) {
            if (counts.departures(finding) > 0) {
                parts.add(number(counts.departures(finding)) + " " + finding);
            }
        }
        return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
    }

    private static String count(long count, String thing) {
        return number(count) + " " + thing + (count == 1 ? "" : "s");
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
