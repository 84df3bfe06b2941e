package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scenario folder is a claim; a replay of it gives exactly the alerts that were worked out by hand. */
class ScenariosITCase {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path out;

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> all = Files.list(SCENARIOS)) {
            List<Path> folders = all.filter(Files::isDirectory).sorted().toList();
            assertThat(folders).hasSizeGreaterThan(12);
            return folders;
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void givesTheAlertsOfTheScenario(Path scenario) throws IOException {
        List<Object> words = new ArrayList<>(List.of("replay", "--quiet", "--out", out.resolve("results")));
        words.addAll(List.of("--membership", scenario.resolve("memberships.ndjson")));
        words.addAll(List.of("--credentials", scenario.resolve("credentials.ndjson")));
        words.addAll(List.of("--accesses", scenario.resolve("accesses.ndjson")));
        if (Files.exists(scenario.resolve("policy.yaml"))) {
            words.addAll(List.of("--policy", scenario.resolve("policy.yaml")));
        }
        Run.inProcess(words.toArray()).isDone();
        List<JsonNode> expected = StoryFiles.read(scenario.resolve("expected-alerts.ndjson"));
        assertThat(StoryFiles.read(out.resolve("results/alerts.ndjson")))
                .extracting(ScenariosITCase::asExpected)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** What expectations say of an alert. */
    private static JsonNode asExpected(JsonNode alert) {
        ObjectNode told = JSON.createObjectNode();
        for (String name : List.of("ruleId", "severity", "status", "memberId")) {
            told.set(name, alert.path(name));
        }
        told.set("departure", alert.at("/departure/eventId"));
        told.set(
                "accesses",
                alert.has("accesses")
                        ? alert.path("accesses")
                        : JSON.createArrayNode().add(alert.at("/access/eventId").asText()));
        List<String> caveats = new ArrayList<>();
        alert.path("caveats").forEach(caveat -> caveats.add(caveat.asText()));
        caveats.sort(null); // expectations list them by the alphabet
        told.set("caveats", JSON.valueToTree(caveats));
        return told;
    }
}
