package io.leaverwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** deploy/compose/compose.yaml, by the compose specification's schema and next to what it mounts and starts. */
class ComposeFileTest {
    private static final JsonNode COMPOSE = DeployFiles.yaml("compose/compose.yaml");
    private static final JsonNode SERVICES = COMPOSE.path("services");

    @Test
    void isAsTheSpecificationWantsIt() throws IOException {
        assertThat(DeployFiles.violations(DeployFiles.schema("compose-spec.json"), COMPOSE))
                .isEmpty();
    }

    @Test
    void theSchemaSeesAnUnknownKey() throws IOException {
        ObjectNode wrong = COMPOSE.deepCopy();
        ((ObjectNode) wrong.path("services").path("kafka")).put("health_check", "x");
        assertThat(DeployFiles.violations(DeployFiles.schema("compose-spec.json"), wrong))
                .singleElement()
                .asString()
                .contains("health_check");
    }

    @Test
    void startsWhatIsBuilt() {
        JsonNode job = SERVICES.path("jobmanager");
        assertThat(job.path("image").asText()).isEqualTo("leaverwatch:" + DeployFiles.version());
        assertThat(job.path("command").asText())
                .startsWith("standalone-job --job-classname " + DeployFiles.property("main.class") + " ")
                .endsWith(" live --config /opt/leaverwatch/config/live.yaml");
        JsonNode build = SERVICES.path("state").path("build");
        assertThat(DeployFiles.FOLDER
                        .resolve("compose")
                        .resolve(build.path("context").asText())
                        .resolve(build.path("dockerfile").asText())
                        .normalize())
                .isEqualTo(DeployFiles.FOLDER.resolve("image/Dockerfile"))
                .exists();
    }

    @Test
    void callsTheJobHealthyOnlyWhenItRuns() {
        JsonNode test = SERVICES.path("jobmanager").path("healthcheck").path("test");
        assertThat(DeployFiles.text("image/Dockerfile"))
                .contains("deploy/image/job-runs " + test.path(1).asText() + "\n");
    }

    @Test
    void opensPortsToThisMachineOnly() {
        for (JsonNode service : SERVICES) {
            assertThat(service.path("ports")).allMatch(port -> port.asText().startsWith("127.0.0.1:"));
        }
    }

    @Test
    void mountsWhatIsThere() {
        for (JsonNode service : SERVICES) {
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asText().substring(0, volume.asText().indexOf(':'));
                if (source.startsWith(".")) {
                    assertThat(Files.exists(
                                    DeployFiles.FOLDER.resolve("compose").resolve(source)))
                            .as(source)
                            .isTrue();
                } else {
                    assertThat(COMPOSE.path("volumes").has(source)).as(source).isTrue();
                }
            }
        }
    }

    @Test
    void prometheusAsksThePortThatFlinkAnswersOn() {
        String options = SERVICES.path("taskmanager")
                .path("environment")
                .path("FLINK_PROPERTIES")
                .asText();
        JsonNode asked = DeployFiles.yaml("monitoring/prometheus.yml")
                .path("scrape_configs")
                .path(0)
                .path("dns_sd_configs")
                .path(0);
        assertThat(DeployFiles.parse(options).path("metrics.reporter.prom.port"))
                .isEqualTo(asked.path("port"));
        assertThat(asked.path("names")).allMatch(name -> SERVICES.has(name.asText()));
    }

    @Test
    void grafanaFindsPrometheusAndItsDashboards() {
        JsonNode source = DeployFiles.yaml("monitoring/grafana/datasources/prometheus.yml")
                .path("datasources")
                .path(0);
        assertThat(source.path("url").asText()).isEqualTo("http://prometheus:9090");
        assertThat(SERVICES.has("prometheus")).isTrue();
        Map<String, String> folders = Map.of(
                "GF_PATHS_PROVISIONING",
                SERVICES.path("grafana")
                        .path("environment")
                        .path("GF_PATHS_PROVISIONING")
                        .asText(),
                "dashboards",
                DeployFiles.yaml("monitoring/grafana/dashboards/files.yml")
                        .path("providers")
                        .path(0)
                        .path("options")
                        .path("path")
                        .asText());
        // Both lie in deploy/monitoring, which is mounted there.
        assertThat(folders)
                .isEqualTo(Map.of(
                        "GF_PATHS_PROVISIONING",
                        "/etc/leaverwatch/grafana",
                        "dashboards",
                        "/etc/leaverwatch/dashboards"));
    }
}
