package io.leaverwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.deploy.MonitoringFiles.AlertRule;
import io.leaverwatch.deploy.MonitoringFiles.Target;
import io.leaverwatch.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboard, alert rules and their documentation, next to each other and to the list of metrics. */
class MonitoringFilesTest {
    private static final String DOCUMENT = "src/docs/operations.md";
    private static final String TEXT = read(DOCUMENT);
    /** Those of Flink that are used here; {@link MonitoringITCase} sees that they are there. */
    private static final Set<String> OF_FLINK = Set.of(
            "flink_jobmanager_job_allSubTasksRunningOrFinishedTime",
            "flink_jobmanager_job_lastCheckpointCompletedTimestamp",
            "flink_jobmanager_job_lastCheckpointDuration",
            "flink_jobmanager_job_lastCheckpointFullSize",
            "flink_jobmanager_job_lastCheckpointSize",
            "flink_jobmanager_job_numRestarts",
            "flink_jobmanager_job_numberOfCompletedCheckpoints",
            "flink_jobmanager_job_numberOfFailedCheckpoints",
            "flink_jobmanager_job_runningTime",
            "flink_taskmanager_Status_Flink_Memory_Managed_Used",
            "flink_taskmanager_Status_JVM_CPU_Load",
            "flink_taskmanager_Status_JVM_Memory_Heap_Used",
            "flink_taskmanager_job_task_busyTimeMsPerSecond",
            "flink_taskmanager_job_task_operator_currentEmitEventTimeLag",
            "flink_taskmanager_job_task_operator_numRecordsInPerSecond",
            "flink_taskmanager_job_task_operator_pendingRecords");

    @Test
    void documentsEveryMetric() {
        List<String> documented = Pattern.compile("(?m)^\\| `flink_.*$")
                .matcher(TEXT)
                .results()
                .map(row -> row.group())
                .toList();
        assertThat(documented)
                .isEqualTo(Arrays.stream(Metric.values())
                        .map(MonitoringFilesTest::row)
                        .toList());
    }

    @Test
    void saysWhatToDoForEachRule() {
        List<String> headings = Pattern.compile("(?m)^### (\\w+)$")
                .matcher(TEXT)
                .results()
                .map(heading -> heading.group(1))
                .toList();
        assertThat(headings)
                .isEqualTo(MonitoringFiles.rules().stream().map(AlertRule::name).toList());
    }

    @Test
    void pointsFromEachRuleToWhatToDo() {
        assertThat(MonitoringFiles.rules()).hasSizeGreaterThan(8).allSatisfy(rule -> {
            assertThat(rule.runbook()).isEqualTo(DOCUMENT + "#" + rule.name().toLowerCase(Locale.ROOT));
            assertThat(rule.summary()).isNotBlank();
            assertThat(rule.severity()).isIn("critical", "warning", "info");
        });
    }

    /** Flink's labels name the attempt of a task, so what it counted before the first scrape is in no increase. */
    @Test
    void countsWhatANewSeriesBeginsWith() {
        for (Metric metric : List.of(Metric.REPAIRS, Metric.DEAD_LETTERS)) {
            assertThat(MonitoringFiles.rules())
                    .filteredOn(rule -> rule.expression().contains("increase(" + metric.prometheusName()))
                    .singleElement()
                    .satisfies(
                            rule -> assertThat(rule.expression()).contains("max_over_time(" + metric.prometheusName()));
        }
    }

    @Test
    void namesMetricsThatThereAre() {
        Set<String> known = new HashSet<>(OF_FLINK);
        for (Metric metric : Metric.values()) {
            known.add(metric.prometheusName());
            if (metric.type() == Metric.Type.HISTOGRAM) {
                known.add(metric.prometheusName() + "_count");
            }
        }
        assertThat(named()).isSubsetOf(known).containsAll(OF_FLINK);
    }

    @Test
    void showsEveryMetricOfTheProject() {
        Set<String> shown = MonitoringFiles.targets().stream()
                .flatMap(target -> MonitoringFiles.metrics(target.expression()).stream())
                .collect(Collectors.toSet());
        assertThat(shown)
                .containsAll(Arrays.stream(Metric.values())
                        .map(Metric::prometheusName)
                        .toList());
    }

    @Test
    void hasPanelsThatTellWhatTheyShowEachInAPlaceOfItsOwn() {
        Set<String> places = new HashSet<>();
        for (JsonNode panel : DeployFiles.yaml(MonitoringFiles.DASHBOARD).path("panels")) {
            JsonNode place = panel.path("gridPos");
            assertThat(places.add(place.path("x") + "," + place.path("y")))
                    .as(panel.path("title").asText())
                    .isTrue();
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("description").asText()).isNotBlank();
                assertThat(panel.path("targets")).isNotEmpty();
            }
        }
    }

    @Test
    void asksTheSourceThatGrafanaIsGiven() {
        JsonNode source = DeployFiles.yaml("monitoring/grafana/datasources/prometheus.yml")
                .path("datasources")
                .path(0);
        for (JsonNode panel : DeployFiles.yaml(MonitoringFiles.DASHBOARD).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                assertThat(target.path("datasource").path("uid")).isEqualTo(source.path("uid"));
            }
        }
    }

    @Test
    void prometheusReadsTheRules() {
        String files = DeployFiles.yaml("monitoring/prometheus.yml")
                .path("rule_files")
                .path(0)
                .asText();
        assertThat(Path.of(MonitoringFiles.RULES)).isEqualTo(Path.of("monitoring", files.replace("*", "leaverwatch")));
    }

    private static Set<String> named() {
        return Stream.concat(
                        MonitoringFiles.targets().stream().map(Target::expression),
                        MonitoringFiles.rules().stream().map(AlertRule::expression))
                .flatMap(expression -> MonitoringFiles.metrics(expression).stream())
                .collect(Collectors.toSet());
    }

    private static String row(Metric metric) {
        String labels = metric.labels().isEmpty() ? "-" : "`" + String.join("`, `", metric.labels()) + "`";
        return "| `" + metric.prometheusName() + "` | " + metric.type().name().toLowerCase(Locale.ROOT) + " | " + labels
                + " | " + metric.meaning() + " |";
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
