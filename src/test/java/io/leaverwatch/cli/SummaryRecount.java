package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A summary's numbers, counted once more in the other results and in the files that it names. */
final class SummaryRecount {
    private SummaryRecount() {}

    /**
     * Asserts that they are right.
     *
     * @param alerts the lines of alerts.ndjson
     * @param incidents how many lines incidents.ndjson has
     * @param departures the lines of departures.ndjson
     */
    static void check(JsonNode summary, List<JsonNode> alerts, int incidents, List<JsonNode> departures)
            throws IOException {
        assertThat(summary.at("/alerts/total").asInt()).isEqualTo(alerts.size());
        assertThat(counted(summary.at("/alerts/byStatus"))).isEqualTo(count(alerts, "status"));
        assertThat(counted(summary.at("/alerts/bySeverity"))).isEqualTo(count(alerts, "severity"));
        assertThat(counted(summary.at("/alerts/byRule"))).isEqualTo(count(alerts, "ruleId"));
        assertThat(summary.at("/incidents/total").asInt()).isEqualTo(incidents);
        assertThat(summary.at("/departures/total").asInt()).isEqualTo(departures.size());
        assertThat(counted(summary.at("/departures/byFinding"))).isEqualTo(count(departures, "finding"));
        Map<String, Integer> sums = new TreeMap<>();
        for (String kind : List.of("membership", "link", "access")) {
            for (JsonNode file : summary.path("inputs").path(kind)) {
                Path path = Path.of(file.path("path").asText());
                assertThat(file.path("bytes").asLong()).isEqualTo(Files.size(path));
                assertThat(file.path("sha256").asText()).isEqualTo(StoryFiles.sha256(path));
            }
            counted(summary.path("lines").path(kind)).forEach((name, lines) -> sums.merge(name, lines, Integer::sum));
        }
        assertThat(counted(summary.at("/lines/total"))).isEqualTo(sums);
    }

    private static Map<String, Integer> count(List<JsonNode> records, String field) {
        Map<String, Integer> counts = new TreeMap<>();
        records.forEach(record -> counts.merge(record.path(field).asText(), 1, Integer::sum));
        return counts;
    }

    /** The numbers of an object, without those that are 0. */
    private static Map<String, Integer> counted(JsonNode object) {
        Map<String, Integer> counts = new TreeMap<>();
        object.properties().forEach(field -> {
            if (field.getValue().isNumber() && field.getValue().asInt() != 0) {
                counts.put(field.getKey(), field.getValue().asInt());
            }
        });
        return counts;
    }
}
