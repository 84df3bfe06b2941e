package io.leaverwatch.report;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.DepartureRecord.Finding;
import io.leaverwatch.domain.Severity;
import io.leaverwatch.formats.DepartureWriter;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.PolicyWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A summary as JSON for people: indented, in a fixed order. Everything but the object {@code run} depends on the inputs
 * and the policy alone.
 */
public final class SummaryWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<InputKind> KINDS = List.of(InputKind.MEMBERSHIP, InputKind.LINK, InputKind.ACCESS);

    private SummaryWriter() {}

    /** The summary's bytes, UTF-8, with a line ending. */
    public static byte[] write(Summary summary) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("product").put("name", Product.NAME).put("version", Product.version());
        root.put("mode", summary.mode());
        root.putObject("policy")
                .put("version", summary.policy().version())
                .setAll(PolicyWriter.toJson(summary.policy()));
        ObjectNode inputs = root.putObject("inputs");
        ObjectNode lines = root.putObject("lines");
        for (InputKind kind : KINDS) {
            var files = inputs.putArray(kind.word());
            for (SummaryInput file : summary.inputs().getOrDefault(kind, List.of())) {
                files.addObject()
                        .put("path", file.path())
                        .put("bytes", file.bytes())
                        .put("sha256", file.sha256())
                        .put("compression", file.compression());
            }
            write(lines.putObject(kind.word()), summary.lines().getOrDefault(kind, LineCounts.NONE));
        }
        write(lines.putObject("total"), summary.total());
        writeResults(root, summary.counts());
        root.setAll((ObjectNode) JSON.readTree(DepartureWriter.coverage(summary.coverage())));
        root.putObject("run")
                .put("parallelism", summary.run().parallelism())
                .put("durationMillis", summary.run().durationMillis());
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
        byte[] text = JSON.writer(printer).writeValueAsBytes(root);
        byte[] line = java.util.Arrays.copyOf(text, text.length + 1);
        line[text.length] = '\n';
        return line;
    }

    private static void write(ObjectNode target, LineCounts counts) {
        target.put("lines", counts.lines())
                .put("blank", counts.blank())
                .put("deadLetters", counts.deadLetters())
                .put("redeliveries", counts.redeliveries())
                .put("notConcerned", counts.notConcerned())
                .put("considered", counts.considered())
                .put("evidence", counts.evidence())
                .put("conflicts", counts.conflicts());
        ObjectNode fields = target.putObject("wrongTypedFields");
        counts.wrongTyped().forEach(fields::put);
    }

    private static void writeResults(ObjectNode root, ResultCounts counts) {
        ObjectNode alerts = root.putObject("alerts");
        long total = counts.alerts(Alert.Status.OPEN) + counts.alerts(Alert.Status.EXEMPTED);
        alerts.put("total", total);
        alerts.putObject("byStatus")
                .put("OPEN", counts.alerts(Alert.Status.OPEN))
                .put("EXEMPTED", counts.alerts(Alert.Status.EXEMPTED));
        ObjectNode bySeverity = alerts.putObject("bySeverity");
        for (Severity severity : Severity.values()) {
            bySeverity.put(severity.name(), counts.alerts(severity));
        }
        ObjectNode byRule = alerts.putObject("byRule");
        for (Map.Entry<String, Long> rule : counts.alertsByRule().entrySet()) {
            byRule.put(rule.getKey(), rule.getValue());
        }
        root.putObject("incidents").put("total", counts.incidents());
        ObjectNode departures = root.putObject("departures").put("total", counts.departures());
        ObjectNode byFinding = departures.putObject("byFinding");
        for (Finding finding : Finding.values()) {
            byFinding.put(finding.name(), counts.departures(finding));
        }
    }
}
