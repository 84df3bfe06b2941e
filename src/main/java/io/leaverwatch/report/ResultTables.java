package io.leaverwatch.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Result files as tables for a person, at most 120 columns wide; made for as many rows as a person reads. */
public final class ResultTables {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WIDTH = 120;
    private static final String INDENT = "    ";
    private static final Map<String, String> COLOURS = Map.of(
            "CRITICAL", "1;31",
            "HIGH", "31",
            "MEDIUM", "33",
            "LOW", "36",
            "BREACHED", "1;31",
            "ATTEMPTED_ONLY", "33",
            "NONE_FOUND", "32",
            "EXEMPTED_ONLY", "36");

    private final Path folder;
    private final boolean hasColour;

    /**
     * @param folder that holds the result files
     * @param hasColour whether words are coloured, for a terminal
     */
    public ResultTables(Path folder, boolean hasColour) {
        this.folder = folder;
        this.hasColour = hasColour;
    }

    /** The alerts, a row each; what speaks for the accused stands below. */
    public List<String> alerts() throws IOException {
        ConsoleTable table = new ConsoleTable()
                .column("time", 16)
                .column("member", 10)
                .column("credential", 17)
                .column("system", 15)
                .column("action", 8)
                .column("severity", 8)
                .column("rule", 22)
                .column("since", 9);
        for (JsonNode alert : read("alerts.ndjson")) {
            table.row(
                    note(alert),
                    minute(alert.path("occurredAt")),
                    alert.path("memberId").asText(),
                    text(alert.path("credentialId"), "several"),
                    text(alert.path("system"), "several"),
                    action(alert),
                    alert.path("severity").asText(),
                    alert.path("ruleId").asText(),
                    since(alert.path("sinceDeparture").asText()));
        }
        return table.lines(this::dress);
    }

    /** The departures, a row each, and below them what was read. */
    public List<String> departures() throws IOException {
        ConsoleTable table = new ConsoleTable()
                .column("member", 10)
                .column("type", 9)
                .column("departed", 16)
                .column("until", 16)
                .column("finding", 14)
                .column("last access before", 18)
                .column("first access after", 18);
        JsonNode coverage = null;
        for (JsonNode found : read("departures.ndjson")) {
            JsonNode departure = found.path("departure");
            coverage = found.path("coverage");
            table.row(
                    null,
                    found.path("memberId").asText(),
                    departure.path("type").asText(),
                    minute(departure.path("effectiveAt")),
                    text(departure.path("until"), "").isEmpty() ? "-" : minute(departure.path("until")),
                    found.path("finding").asText(),
                    seen(found.path("lastAccessBefore")),
                    seen(found.path("firstAccessAfter")));
        }
        List<String> lines = new ArrayList<>(table.lines(this::dress));
        if (coverage != null) {
            lines.add("What was read, and so what these findings rest on:");
            coverage(coverage, lines);
        }
        return lines;
    }

    /** What a source has nothing of is named only where no other source has anything of it either. */
    private static void coverage(JsonNode coverage, List<String> lines) {
        Set<String> seen = new HashSet<>();
        coverage.forEach(entry -> {
            if (entry.path("events").asLong() > 0) {
                seen.add(entry.path("system").asText());
            }
        });
        for (JsonNode entry : coverage) {
            long events = entry.path("events").asLong();
            if (events > 0 || !seen.contains(entry.path("system").asText())) {
                String source = entry.path("source").asText();
                String letters = entry.path("deadLetters").asText();
                lines.add("  " + entry.path("system").asText() + " in " + source.substring(source.lastIndexOf('/') + 1)
                        + ": " + events + " events"
                        + (events > 0
                                ? ", " + minute(entry.path("firstEvent")) + " to " + minute(entry.path("lastEvent"))
                                : "")
                        + (letters.equals("0") ? "" : "; dead letters: " + letters));
            }
            for (JsonNode gap : entry.path("gaps")) {
                lines.add("    nothing from " + minute(gap.path("from")) + " to " + minute(gap.path("until")));
            }
        }
    }

    private static String note(JsonNode alert) {
        List<String> parts = new ArrayList<>();
        alert.path("caveats").forEach(caveat -> parts.add(caveat.asText()));
        String text = parts.isEmpty() ? "" : "caveats: " + String.join(", ", parts);
        if (alert.path("accesses").size() > 0) {
            text = alert.path("accesses").size() + " accesses" + (text.isEmpty() ? "" : "; " + text);
        }
        if (alert.path("status").asText().equals("EXEMPTED")) {
            String reason = alert.path("exemption").path("reason").asText();
            text = "EXEMPTED: " + reason + (text.isEmpty() ? "" : "; " + text);
        }
        int room = WIDTH - INDENT.length();
        String fitting = text.length() <= room ? text : text.substring(0, room - 2) + "..";
        return fitting.isEmpty() ? null : fitting;
    }

    private static String action(JsonNode alert) {
        return alert.has("access") ? alert.path("access").path("action").asText() : "-";
    }

    private static String seen(JsonNode access) {
        return access.isObject() ? minute(access.path("occurredAt")) : "none read";
    }

    private static String text(JsonNode value, String absent) {
        return value.isTextual() ? value.asText() : absent;
    }

    private static String minute(JsonNode time) {
        String text = time.asText();
        return text.length() < 16 ? text : text.substring(0, 16).replace('T', ' ');
    }

    /** At most two units: 1 d 2 h, 15 h 15 m, 70 s. */
    private static String since(String duration) {
        Duration since = Duration.parse(duration);
        if (since.toDays() > 0) {
            return since.toDays() + " d " + since.toHoursPart() + " h";
        }
        if (since.toHours() > 0) {
            return since.toHours() + " h " + since.toMinutesPart() + " m";
        }
        return since.toMinutes() > 0
                ? since.toMinutes() + " m " + since.toSecondsPart() + " s"
                : since.toSeconds() + " s";
    }

    private String dress(String title, String padded) {
        String colour = COLOURS.get(padded.strip());
        return hasColour && colour != null ? "\u001b[" + colour + "m" + padded + "\u001b[0m" : padded;
    }

    private List<JsonNode> read(String name) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name))) {
            nodes.add(JSON.readTree(line));
        }
        return nodes;
    }
}
