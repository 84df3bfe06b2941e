package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A replay's input lines and what it says of them.
 *
 * @param lines by the word for the input's topic
 * @param results the replay's folder
 */
record Replayed(Map<String, List<byte[]>> lines, Path results) {
    /** What names a record of an output, by the word for its topic. */
    private static final Map<String, String> IDS =
            Map.of("alerts", "alertId", "incidents", "incidentId", "departures", "departureId");

    /** Replays files, each kind in the order of the command line. */
    static Replayed of(List<Path> memberships, List<Path> credentials, List<Path> accesses, Path policy, Path results)
            throws Exception {
        new ReplayJob(new ReplayRequest(
                        texts(memberships), texts(accesses), texts(credentials), policy, results, 2, false))
                .run();
        Map<String, List<byte[]>> lines = new TreeMap<>();
        lines.put("membership", lines(memberships));
        lines.put("credentials", lines(credentials));
        lines.put("accesses", lines(accesses));
        return new Replayed(lines, results);
    }

    /** Replays the inputs in a folder of src/test/resources/scenarios. */
    static Replayed ofScenario(Path scenario, Path policy, Path results) throws Exception {
        return of(
                List.of(scenario.resolve("memberships.ndjson")),
                List.of(scenario.resolve("credentials.ndjson")),
                List.of(scenario.resolve("accesses.ndjson")),
                policy,
                results);
    }

    /** Whether a live run says by now what the replay says. */
    boolean isSaidBy(LiveRun run) throws IOException {
        for (Map.Entry<String, String> each : IDS.entrySet()) {
            if (!expected(each.getKey()).equals(found(run, each.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Asserts that, and says what differs. */
    void assertSaidBy(String as, LiveRun run) throws IOException {
        for (String word : IDS.keySet()) {
            assertThat(found(run, word)).as(as + ": " + word).isEqualTo(expected(word));
        }
    }

    private Map<String, String> expected(String word) throws IOException {
        return standing(word + ".ndjson", IDS.get(word));
    }

    private static Map<String, String> found(LiveRun run, String word) throws IOException {
        return comparable(run.standing(word));
    }

    /** What stands in a result file, by a field that names it, as live has it too. */
    Map<String, String> standing(String file, String id) throws IOException {
        Map<String, JsonNode> standing = new TreeMap<>();
        try (Stream<String> all = Files.lines(results.resolve(file))) {
            for (String line : all.toList()) {
                JsonNode node = LiveTopics.JSON.readTree(line);
                standing.put(node.path(id).asText(), node);
            }
        }
        return comparable(standing);
    }

    /** Without what differs by nature: how it was found, where events were read, and how much was read. */
    static Map<String, String> comparable(Map<String, JsonNode> records) throws IOException {
        Map<String, String> comparable = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : records.entrySet()) {
            ObjectNode copy = each.getValue().deepCopy();
            copy.remove(List.of("mode", "coverage"));
            if (copy.get("evidence") instanceof ArrayNode evidence) {
                evidence.forEach(
                        piece -> ((ObjectNode) piece).remove(List.of("source", "position", "partition", "offset")));
                List<String> sorted = new ArrayList<>();
                evidence.forEach(piece -> sorted.add(piece.toString()));
                sorted.sort(null);
                copy.put("evidence", sorted.toString());
            }
            comparable.put(each.getKey(), LiveTopics.JSON.writeValueAsString(copy));
        }
        return comparable;
    }

    private static List<byte[]> lines(List<Path> files) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            int start = 0;
            for (int i = 0; i <= content.length; i++) {
                if (i == content.length ? start < i : content[i] == '\n') {
                    lines.add(Arrays.copyOfRange(content, start, Math.min(i + 1, content.length)));
                    start = i + 1;
                }
            }
        }
        return lines;
    }

    private static List<String> texts(List<Path> files) {
        return files.stream().map(Path::toString).toList();
    }
}
