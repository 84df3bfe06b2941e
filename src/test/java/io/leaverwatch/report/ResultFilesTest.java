package io.leaverwatch.report;

import static io.leaverwatch.domain.Alert.Status.EXEMPTED;
import static io.leaverwatch.domain.Alert.Status.OPEN;
import static io.leaverwatch.domain.Alert.Status.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.DepartureRecord.Finding;
import io.leaverwatch.domain.Fault;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Severity;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.Coverage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Policy POLICY = PolicyReader.defaults();
    private static final long AT = Verdicts.DEPARTED;
    private static final List<Coverage.Entry> COVERAGE = List.of(
            new Coverage.Entry("accesses.ndjson", "Organise", 3, AT, AT + 9, List.of(new Coverage.Gap(AT, AT + 9)), 0));

    @TempDir
    private Path folder;

    @Test
    void sortsAlertsByTimeAndThenById() throws IOException {
        spill(
                0,
                Verdicts.alert(9, AT + 2, Severity.HIGH, OPEN, 30),
                Verdicts.alert(0x7fffffff, AT + 1, Severity.HIGH, OPEN, 10));
        spill(1, Verdicts.alert(2, AT + 1, Severity.MEDIUM, EXEMPTED, 20));
        ResultCounts counts = ResultFiles.write(folder, POLICY, COVERAGE).counts();
        assertThat(ids("alerts.ndjson", "alertId"))
                .containsExactly(Verdicts.id(2), Verdicts.id(0x7fffffff), Verdicts.id(9));
        assertThat(counts.alerts(OPEN)).isEqualTo(2);
        assertThat(counts.alerts(EXEMPTED)).isEqualTo(1);
        assertThat(counts.openAlerts(Severity.MEDIUM)).isZero();
        assertThat(counts.alertsByRule()).containsExactly(java.util.Map.entry("post-departure-access", 3L));
        assertThat(counts.evidence("access")).isEqualTo(3);
        assertThat(counts.evidence("membership")).isEqualTo(1);
    }

    @Test
    void keepsTheNewestStateOfAnIdAndDropsWhatWasWithdrawn() throws IOException {
        spill(
                0,
                Verdicts.alert(1, AT, Severity.HIGH, OPEN, 10),
                Verdicts.alert(2, AT, Severity.HIGH, OPEN, 20),
                Verdicts.alert(1, AT + 5, Severity.LOW, OPEN, 10),
                Verdicts.alert(2, AT, Severity.HIGH, WITHDRAWN, 20),
                Verdicts.incident(1, AT, OPEN),
                Verdicts.incident(1, 0, WITHDRAWN),
                Verdicts.incident(2, AT, OPEN),
                Verdicts.departure(1, Finding.BREACHED, false),
                Verdicts.departure(1, Finding.BREACHED, true),
                Verdicts.departure(2, Finding.NONE_FOUND, false));
        ResultCounts counts = ResultFiles.write(folder, POLICY, COVERAGE).counts();
        assertThat(ids("alerts.ndjson", "alertId")).containsExactly(Verdicts.id(1));
        assertThat(read("alerts.ndjson").get(0).path("severity").asText()).isEqualTo("LOW");
        assertThat(ids("incidents.ndjson", "incidentId")).containsExactly(Verdicts.id(2));
        assertThat(ids("departures.ndjson", "departureId")).containsExactly(Verdicts.id(2));
        assertThat(counts.incidents()).isEqualTo(1);
        assertThat(counts.departures()).isEqualTo(1);
        assertThat(counts.departures(Finding.NONE_FOUND)).isEqualTo(1);
        assertThat(counts.evidence("access"))
                .as("lines that an alert of the file names")
                .isEqualTo(1);
    }

    @Test
    void givesEachDepartureTheCoverage() throws IOException {
        spill(0, Verdicts.departure(1, Finding.NONE_FOUND, false), Verdicts.departure(2, Finding.BREACHED, false));
        ResultFiles.write(folder, POLICY, COVERAGE);
        assertThat(read("departures.ndjson")).hasSize(2).allSatisfy(found -> {
            assertThat(found.path("coverage")).hasSize(1);
            assertThat(found.path("coverage").get(0).path("events").asLong()).isEqualTo(3);
            assertThat(found.path("coverage").get(0).path("gaps")).hasSize(1);
        });
    }

    @Test
    void sortsDeadLettersBySourceAndPosition() throws IOException {
        try (DeadLetterSpill first = new DeadLetterSpill(folder, 0);
                DeadLetterSpill second = new DeadLetterSpill(folder, 1)) {
            first.add(letter("access", 2, 7));
            first.add(letter("access", 1, 90));
            second.add(letter("access", 1, 80));
            second.add(letter("membership", 0, 99));
        }
        ResultCounts counts = ResultFiles.write(folder, POLICY, COVERAGE).counts();
        assertThat(read("dead-letters.ndjson"))
                .extracting(letter -> letter.path("kind").asText()
                        + " " + letter.path("source").asText()
                        + " " + letter.path("position").asText())
                .containsExactly("membership file-0 99", "access file-1 80", "access file-1 90", "access file-2 7");
        assertThat(counts.deadLetters("access")).isEqualTo(3);
        assertThat(counts.deadLetters("membership")).isEqualTo(1);
    }

    @Test
    void writesEmptyFilesWhereNothingWasFound() throws IOException {
        ResultFiles.write(folder, POLICY, List.of());
        for (String name : ResultFiles.NAMES.subList(0, 4)) {
            assertThat(folder.resolve(name)).isEmptyFile();
        }
    }

    @Test
    void givesTheSameBytesHoweverManyWritersThereWere() throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            verdicts.add(Verdicts.alert(i, AT + i * 7919L % 100, Severity.HIGH, OPEN, i));
        }
        byte[] expected = null;
        for (int writers = 1; writers <= 4; writers++) {
            Collections.shuffle(verdicts, new Random(writers));
            Path part = Files.createDirectory(folder.resolve("writers-" + writers));
            for (int writer = 0; writer < writers; writer++) {
                try (VerdictSpill spill = new VerdictSpill(part, writer, POLICY, "replay")) {
                    for (int i = writer; i < verdicts.size(); i += writers) {
                        spill.add(verdicts.get(i));
                    }
                }
            }
            ResultFiles.write(part, POLICY, COVERAGE);
            byte[] bytes = Files.readAllBytes(part.resolve("alerts.ndjson"));
            assertThat(bytes).isEqualTo(expected == null ? bytes : expected);
            expected = bytes;
        }
        assertThat(new String(expected, StandardCharsets.UTF_8).lines()).hasSize(2000);
    }

    private void spill(int writer, Verdict... verdicts) throws IOException {
        try (VerdictSpill spill = new VerdictSpill(folder, writer, POLICY, "replay")) {
            for (Verdict verdict : verdicts) {
                spill.add(verdict);
            }
        }
    }

    private static DeadLetter letter(String kind, int sourceOrder, long position) {
        return new DeadLetter(
                kind,
                Fault.NOT_JSON,
                "bad",
                sourceOrder,
                "file-" + sourceOrder,
                -1,
                position,
                new byte[] {'x'},
                1,
                null);
    }

    private List<String> ids(String file, String field) throws IOException {
        return read(file).stream().map(node -> node.path(field).asText()).toList();
    }

    private List<JsonNode> read(String file) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            nodes.add(JSON.readTree(line));
        }
        return nodes;
    }
}
