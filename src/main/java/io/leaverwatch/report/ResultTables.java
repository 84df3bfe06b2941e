package io.leaverwatch.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leaverwatch.domain.IsoTime;
import io.leaverwatch.formats.Coverage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The foremost results as tables for a person, as wide as ids need, and what was read. All times are in UTC. */
public final class ResultTables {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOTE_WIDTH = 116;
    private static final int MOST_COVERAGE_LINES = 20;
    private static final Map<String, String> COLOURS = Map.of(
            "CRITICAL", "1;31",
            "HIGH", "31",
            "MEDIUM", "33",
            "LOW", "36",
            "BREACHED", "1;31",
            "ATTEMPTED_ONLY", "33",
            "NONE_FOUND", "32",
            "EXEMPTED_ONLY", "36");

    private final boolean hasColour;

    /** @param hasColour whether words are coloured, for a terminal */
    public ResultTables(boolean hasColour) {
        this.hasColour = hasColour;
    }

    /** The alerts, a row each; what speaks for the accused stands below. No lines where there are none. */
    public List<String> alerts(Foremost alerts) throws IOException {
        ConsoleTable table = new ConsoleTable()
                .column("time", 16)
                .column("member", 20)
                .column("credential", 30)
                .column("system", 20)
                .column("action", 12)
                .column("severity", 8)
                .column("rule", 30)
                .column("since", 9);
        for (JsonNode alert : read(alerts)) {
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
        return lines(table, alerts, "less severe, exempted or later ones", "alerts.ndjson");
    }

    /** The departures, a row each. No lines where there are none. */
    public List<String> departures(Foremost departures) throws IOException {
        ConsoleTable table = new ConsoleTable()
                .column("member", 20)
                .column("type", 9)
                .column("departed", 16)
                .column("until", 16)
                .column("finding", 14)
                .column("last access before", 18)
                .column("first access after", 18);
        for (JsonNode found : read(departures)) {
            JsonNode departure = found.path("departure");
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
        return lines(table, departures, "with findings no graver", "departures.ndjson");
    }

    private List<String> lines(ConsoleTable table, Foremost shown, String others, String file) {
        if (shown.lines().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(table.lines(this::dress));
        if (shown.others() > 0) {
            lines.add(String.format(Locale.ROOT, "... and %,d more, %s, in %s", shown.others(), others, file));
        }
        return lines;
    }

    /** What was read. What a source has nothing of is named only where no other source has anything of it either. */
    public static List<String> coverage(List<Coverage.Entry> coverage) {
        Set<String> seen = coverage.stream()
                .filter(entry -> entry.events() > 0)
                .map(Coverage.Entry::system)
                .collect(Collectors.toSet());
        List<String> lines = new ArrayList<>();
        for (Coverage.Entry entry : coverage) {
            if (entry.events() > 0 || !seen.contains(entry.system())) {
                lines.add(read(entry));
            }
            for (Coverage.Gap gap : entry.gaps()) {
                lines.add("    nothing from " + minute(gap.fromMillis()) + " to " + minute(gap.untilMillis()));
            }
        }
        if (lines.size() > MOST_COVERAGE_LINES) {
            int others = lines.size() - MOST_COVERAGE_LINES;
            lines.subList(MOST_COVERAGE_LINES, lines.size()).clear();
            lines.add("  ... and " + others + " more lines like these; every record in departures.ndjson has them");
        }
        lines.add(0, "What was read, and so what these findings rest on:");
        return lines;
    }

    private static String read(Coverage.Entry entry) {
        String source = entry.source();
        return "  " + entry.system() + " in " + source.substring(source.lastIndexOf('/') + 1) + ": "
                + String.format(Locale.ROOT, "%,d events", entry.events())
                + (entry.events() > 0 ? ", " + minute(entry.firstMillis()) + " to " + minute(entry.lastMillis()) : "")
                + (entry.deadLetters() == 0
                        ? ""
                        : String.format(Locale.ROOT, "; dead letters: %,d", entry.deadLetters()));
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
        return text.isEmpty() ? null : ConsoleTable.fitting(text, NOTE_WIDTH);
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

    private static String minute(long millis) {
        return minute(IsoTime.of(millis));
    }

    private static String minute(JsonNode time) {
        return minute(time.asText());
    }

    private static String minute(String time) {
        return time.length() < 16 ? time : time.substring(0, 16).replace('T', ' ');
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

    private static List<JsonNode> read(Foremost shown) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (byte[] line : shown.lines()) {
            nodes.add(JSON.readTree(line));
        }
        return nodes;
    }
}
