package io.leaverwatch.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leaverwatch.report.ConsoleTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was measured: a table for people and JSON for programs. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WIDEST = 60;

    private final String title;
    private final Map<String, String> machine = Machine.facts();
    private final List<String> notes = new ArrayList<>();
    private final List<Measure> measures = new ArrayList<>();

    Report(String title) {
        this.title = title;
    }

    /** Adds a sentence that the numbers can't be read without. */
    void note(String sentence) {
        notes.add(sentence);
    }

    void add(Measure measure) {
        measures.add(measure);
    }

    /** Prints the table; medians, with the median of the pairs' ratios where there are pairs. */
    void print(PrintStream out) {
        out.println();
        out.println(title);
        machine.forEach((key, value) -> out.println("  " + key + ": " + value));
        notes.forEach(note -> out.println("  " + note));
        out.println();
        ConsoleTable table = new ConsoleTable()
                .column("measure", WIDEST)
                .column("unit", WIDEST)
                .column("A", WIDEST)
                .column("", WIDEST)
                .column("B", WIDEST)
                .column("", WIDEST)
                .column("A/B", WIDEST)
                .column("goal", WIDEST)
                .column("must", WIDEST);
        for (Measure measure : measures) {
            double judged = measure.judged();
            table.row(
                    null,
                    measure.name(),
                    measure.unit(),
                    measure.left(),
                    number(measure.leftMedian()),
                    measure.isAlone() ? "-" : measure.right(),
                    measure.isAlone() ? "-" : number(measure.rightMedian()),
                    measure.isAlone() ? "-" : String.format("%.2f", judged),
                    measure.goal() == null ? "-" : measure.goal().goalText(judged),
                    measure.goal() == null ? "-" : measure.goal().mustText(judged));
        }
        table.lines((heading, padded) -> padded).forEach(out::println);
    }

    private static String number(double value) {
        return value >= 1000 ? String.format("%,.0f", value) : String.format("%.2f", value);
    }

    /** Writes everything, single samples included; does nothing where there is no file. */
    void write(Path file) throws IOException {
        if (file == null) {
            return;
        }
        ObjectNode root = JSON.createObjectNode().put("title", title);
        ObjectNode facts = root.putObject("machine");
        machine.forEach(facts::put);
        ArrayNode said = root.putArray("notes");
        notes.forEach(said::add);
        ArrayNode all = root.putArray("measures");
        for (Measure measure : measures) {
            ObjectNode node = all.addObject().put("name", measure.name()).put("unit", measure.unit());
            node.set("a", side(measure.left(), measure.leftMedian(), measure.leftSamples()));
            if (!measure.isAlone()) {
                node.set("b", side(measure.right(), measure.rightMedian(), measure.rightSamples()));
                node.put("ratio", measure.ratio());
            }
            if (measure.goal() != null) {
                node.put("goal", measure.goal().goal())
                        .put("must", measure.goal().must());
            }
        }
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }

    private static ObjectNode side(String name, double median, List<Double> samples) {
        ObjectNode node = JSON.createObjectNode().put("name", name).put("median", median);
        samples.forEach(node.putArray("samples")::add);
        return node;
    }
}
