package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leaverwatch.domain.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The demo's story as the inputs of tests, and what comes out of them. */
final class StoryFiles {
    static final Path STORY = Path.of("src/main/resources/io/leaverwatch/demo");
    static final Path MEMBERSHIP = STORY.resolve("memberships.ndjson");
    static final Path CREDENTIALS = STORY.resolve("credentials.ndjson");
    static final Path POLICY = STORY.resolve("policy.yaml");
    static final Path CONTACT_CREATOR = STORY.resolve("contact-creator.ndjson");
    static final Path ORGANISE = STORY.resolve("organise.ndjson");
    /** Every result file that depends on the inputs alone. */
    private static final List<String> RESULTS =
            List.of("alerts.ndjson", "incidents.ndjson", "departures.ndjson", "dead-letters.ndjson");

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoryFiles() {}

    /** The words of a replay of the story into a folder, and more words. */
    static Object[] replay(Path out, Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("replay", "--membership", MEMBERSHIP, "--credentials", CREDENTIALS));
        words.addAll(List.of("--accesses", CONTACT_CREATOR, ORGANISE, "--policy", POLICY, "--quiet", "--out", out));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    static List<JsonNode> read(Path file) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            nodes.add(JSON.readTree(line));
        }
        return nodes;
    }

    static JsonNode summary(Path out) throws IOException {
        return JSON.readTree(out.resolve("summary.json").toFile());
    }

    /** The summary without what may differ from run to run. */
    static JsonNode lastingSummary(Path out) throws IOException {
        return ((com.fasterxml.jackson.databind.node.ObjectNode) summary(out)).without("run");
    }

    /** Whatever depends on the inputs alone is the same in two folders of results. */
    static void assertSameResults(Path out, Path expected) throws IOException {
        for (String name : RESULTS) {
            assertThat(out.resolve(name)).hasSameBinaryContentAs(expected.resolve(name));
        }
        assertThat(lastingSummary(out)).isEqualTo(lastingSummary(expected));
    }

    static List<String> alertIds(Path out) throws IOException {
        return read(out.resolve("alerts.ndjson")).stream()
                .map(alert -> alert.path("alertId").asText())
                .toList();
    }

    /** The SHA-256 of a file's bytes, in hexadecimal. */
    static String sha256(Path file) throws IOException {
        return HexFormat.of().formatHex(Digests.sha256().digest(Files.readAllBytes(file)));
    }
}
