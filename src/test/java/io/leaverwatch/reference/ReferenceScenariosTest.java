package io.leaverwatch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leaverwatch.reference.ReferenceInputs.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The model agrees with the scenarios, whose alerts were worked out by hand. */
class ReferenceScenariosTest {

    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

    @TestFactory
    Stream<DynamicTest> agreesWithTheScenario() throws IOException {
        return folders().stream()
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> agrees(f)));
    }

    @Test
    void readsThePolicyThatItWrites() throws IOException {
        Path file = Files.createTempFile("policy", ".yaml");
        try {
            for (long seed = 0; seed < 50; seed++) {
                ReferencePolicy policy = RandomHistory.of(seed).policy();
                Files.writeString(file, policy.toJson(seed % 2 == 0));
                assertThat(ReferencePolicyFile.read(file).toJson(true))
                        .as("seed %d", seed)
                        .isEqualTo(policy.toJson(true));
            }
        } finally {
            Files.delete(file);
        }
    }

    private static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(SCENARIOS)) {
            List<Path> folders = all.filter(Files::isDirectory).sorted().toList();
            assertThat(folders).hasSizeGreaterThan(12);
            return folders;
        }
    }

    private static void agrees(Path folder) throws IOException {
        Path policy = folder.resolve("policy.yaml");
        ReferenceInputs inputs = new ReferenceInputs(
                file(folder, "memberships.ndjson"),
                file(folder, "credentials.ndjson"),
                file(folder, "accesses.ndjson"));
        ReferenceResult result = ReferenceModel.judge(
                inputs, Files.exists(policy) ? ReferencePolicyFile.read(policy) : new ReferencePolicy());
        assertThat(result.alerts().stream().map(ReferenceScenariosTest::told).toList())
                .containsExactlyInAnyOrderElementsOf(expected(folder.resolve("expected-alerts.ndjson")));
    }

    private static List<Source> file(Path folder, String name) throws IOException {
        return List.of(new Source(name, Files.readAllBytes(folder.resolve(name))));
    }

    private static String told(ReferenceResult.Alert alert) {
        List<String> accesses = alert.accesses().stream()
                .map(ReferenceResult.AccessRef::eventId)
                .toList();
        return String.join(
                " ",
                List.of(
                        alert.ruleId(),
                        alert.severity(),
                        alert.status(),
                        alert.memberId(),
                        alert.departure().eventId(),
                        accesses.toString(),
                        alert.caveats().toString()));
    }

    private static List<String> expected(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<String> alerts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode alert = mapper.readTree(line);
            alerts.add(String.join(
                    " ",
                    List.of(
                            alert.get("ruleId").asText(),
                            alert.get("severity").asText(),
                            alert.get("status").asText(),
                            alert.get("memberId").asText(),
                            alert.get("departure").asText(),
                            texts(alert.get("accesses")).toString(),
                            new TreeSet<>(texts(alert.get("caveats"))).toString())));
        }
        return alerts;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
