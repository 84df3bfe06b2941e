package io.leaverwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leaverwatch.cli.CommandRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The manifests in deploy/kubernetes, by the operator's own schema and next to each other. */
class KubernetesFilesTest {
    private static final JsonNode LIVE = DeployFiles.yaml("kubernetes/live.yaml");
    private static final JsonNode SPEC = LIVE.path("spec");
    private static final JsonNode POD = SPEC.path("podTemplate").path("spec");
    private static final JsonNode REPLAY = DeployFiles.yaml("kubernetes/replay.yaml");
    private static final JsonNode REPLAY_POD =
            REPLAY.path("spec").path("template").path("spec");

    @Test
    void theLiveJobIsAsTheOperatorsSchemaWantsIt() throws IOException {
        assertThat(LIVE.path("kind").asText()).isEqualTo("FlinkDeployment");
        assertThat(LIVE.path("apiVersion").asText()).isEqualTo("flink.apache.org/v1beta1");
        assertThat(DeployFiles.violations(specSchema(), SPEC)).isEmpty();
    }

    @Test
    void theSchemaSeesAWrongWordAndAnUnknownKey() throws IOException {
        ObjectNode wrong = SPEC.deepCopy();
        ((ObjectNode) wrong.path("job")).put("upgradeMode", "last_state").put("entryclass", "x");
        assertThat(DeployFiles.violations(specSchema(), wrong))
                .hasSize(2)
                .anyMatch(message -> message.contains("upgradeMode"))
                .anyMatch(message -> message.contains("entryclass"));
    }

    @Test
    void theLiveJobIsTheOneThatIsBuilt() {
        String flink = DeployFiles.property("flink.version");
        assertThat(SPEC.path("flinkVersion").asText())
                .isEqualTo("v" + flink.substring(0, flink.lastIndexOf('.')).replace('.', '_'));
        assertThat(SPEC.path("image").asText()).isEqualTo("leaverwatch:" + DeployFiles.version());
        JsonNode job = SPEC.path("job");
        assertThat(job.path("entryClass").asText()).isEqualTo(DeployFiles.property("main.class"));
        assertThat(DeployFiles.text("image/Dockerfile"))
                .contains(" " + job.path("jarURI").asText().replace("local://", ""));
        assertThat(words(job.path("args"))).containsExactly("live", "--config", "/opt/leaverwatch/config/live.yaml");
    }

    @Test
    void whatTheJobReadsIsMounted() {
        assertThat(POD.path("containers").path(0).path("name").asText()).isEqualTo("flink-main-container");
        assertThat(mounts(POD)).contains("/opt/leaverwatch/config", "/opt/leaverwatch/secrets");
        JsonNode options = SPEC.path("flinkConfiguration");
        for (String key : List.of(
                "execution.checkpointing.dir",
                "execution.checkpointing.savepoint-dir",
                "high-availability.storageDir")) {
            assertThat(options.path(key).asText()).startsWith("file:///opt/leaverwatch/state/");
        }
        assertThat(mounts(POD)).contains("/opt/leaverwatch/state");
    }

    @Test
    void everyMountHasItsVolumeInTheOtherFiles() {
        for (JsonNode pod : List.of(POD, REPLAY_POD, pod("kubernetes/topics.yaml"))) {
            List<String> volumes = new ArrayList<>();
            pod.path("volumes")
                    .forEach(volume -> volumes.add(volume.path("name").asText()));
            List<String> mounted = new ArrayList<>();
            pod.path("containers")
                    .path(0)
                    .path("volumeMounts")
                    .forEach(mount -> mounted.add(mount.path("name").asText()));
            assertThat(mounted).hasSameElementsAs(volumes);
        }
        assertThat(DeployFiles.yaml("kubernetes/storage.yaml").path("metadata").path("name"))
                .isEqualTo(volume(POD, "state").path("persistentVolumeClaim").path("claimName"));
    }

    /** So that going back to an older file goes back to its settings too. */
    @Test
    void theSettingsHaveAVersionThatTheManifestsName() {
        assertThat(configMap("kubernetes/live.yaml"))
                .matches("leaverwatch-config-[1-9][0-9]*")
                .isEqualTo(configMap("kubernetes/replay.yaml"));
        assertThat(SPEC.has("restartNonce")).isFalse();
    }

    @Test
    void theOtherManifestsMeanTheLiveJob() {
        JsonNode name = LIVE.path("metadata").path("name");
        assertThat(DeployFiles.yaml("kubernetes/savepoint.yaml")
                        .path("spec")
                        .path("jobReference")
                        .path("name"))
                .isEqualTo(name);
        assertThat(DeployFiles.yaml("kubernetes/network-policy.yaml")
                        .path("spec")
                        .path("podSelector")
                        .path("matchLabels")
                        .path("app"))
                .isEqualTo(name);
    }

    /** Who reaches Flink's ports can run code as the job. */
    @Test
    void letsNobodyInButItsOwnPodsTheOperatorAndPrometheus() {
        JsonNode policy = DeployFiles.yaml("kubernetes/network-policy.yaml").path("spec");
        assertThat(policy.path("policyTypes")).extracting(JsonNode::asText).contains("Ingress");
        List<String> allowed = new ArrayList<>();
        for (JsonNode rule : policy.path("ingress")) {
            assertThat(rule.path("from")).hasSize(1);
            JsonNode labels = rule.path("from").path(0).path("podSelector").path("matchLabels");
            assertThat(labels).hasSize(1);
            allowed.add(labels + " " + rule.path("ports").findValuesAsText("port"));
        }
        assertThat(allowed)
                .containsExactly(
                        "{\"app\":\"leaverwatch\"} []",
                        "{\"app.kubernetes.io/name\":\"flink-kubernetes-operator\"} [8081]",
                        "{\"app.kubernetes.io/name\":\"prometheus\"} [9249]");
    }

    @Test
    void prometheusAsksThePortThatFlinkAnswersOn() {
        JsonNode asked = DeployFiles.yaml("kubernetes/pod-monitor.yaml").path("spec");
        assertThat(asked.path("selector").path("matchLabels").path("app"))
                .isEqualTo(LIVE.path("metadata").path("name"));
        JsonNode port = POD.path("containers").path(0).path("ports").path(0);
        assertThat(asked.path("podMetricsEndpoints").path(0).path("port")).isEqualTo(port.path("name"));
        assertThat(port.path("containerPort").asText())
                .isEqualTo(SPEC.path("flinkConfiguration")
                        .path("metrics.reporter.prom.port")
                        .asText());
    }

    @Test
    void theReplayIsTheOneThatIsBuilt() {
        JsonNode container = REPLAY_POD.path("containers").path(0);
        assertThat(container.path("image").asText()).isEqualTo("leaverwatch:" + DeployFiles.version());
        List<String> command = words(container.path("command"));
        assertThat(command)
                .startsWith("java")
                .containsAll(List.of(DeployFiles.property("jdk.opens.args").split(" ")))
                .endsWith(
                        "-cp",
                        "/opt/flink/usrlib/leaverwatch-thin.jar:/opt/flink/lib/*",
                        DeployFiles.property("main.class"));
        List<String> words = words(container.path("args"));
        StringWriter help = new StringWriter();
        CommandRunner.run(new PrintWriter(help), new PrintWriter(help), words.get(0), "--help");
        assertThat(words.subList(1, words.size()))
                .allSatisfy(word -> assertThat(help.toString()).contains(word.substring(0, word.indexOf('='))));
    }

    @Test
    void nothingRunsAsRootOrKeepsMorePrivilegesThanItNeeds() {
        for (JsonNode pod : List.of(POD, REPLAY_POD, pod("kubernetes/topics.yaml"))) {
            assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean())
                    .isTrue();
            JsonNode context = pod.path("containers").path(0).path("securityContext");
            assertThat(context.path("allowPrivilegeEscalation").isBoolean()).isTrue();
            assertThat(context.path("allowPrivilegeEscalation").asBoolean()).isFalse();
            assertThat(words(context.path("capabilities").path("drop"))).containsExactly("ALL");
        }
    }

    /** The schema of a FlinkDeployment's spec, which a cluster prunes unknown keys by: here they are errors. */
    private static JsonNode specSchema() throws IOException {
        JsonNode spec = DeployFiles.schema("flinkdeployments.flink.apache.org-v1.yml")
                .path("spec")
                .path("versions")
                .path(0)
                .path("schema")
                .path("openAPIV3Schema")
                .path("properties")
                .path("spec");
        refuseUnknownKeys(spec);
        return spec;
    }

    private static void refuseUnknownKeys(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            // Kubernetes' own words, which the validator does not know.
            boolean isOpen = object.remove("x-kubernetes-preserve-unknown-fields") != null;
            object.remove("x-kubernetes-int-or-string");
            if (object.path("properties").isObject() && !object.has("additionalProperties") && !isOpen) {
                object.put("additionalProperties", false);
            }
        }
        schema.forEach(KubernetesFilesTest::refuseUnknownKeys);
    }

    /** The name of the config map with settings and policy that a manifest mounts. */
    static String configMap(String file) {
        JsonNode pod = file.equals("kubernetes/live.yaml") ? POD : pod(file);
        return volume(pod, "config").path("configMap").path("name").asText();
    }

    private static JsonNode pod(String file) {
        return DeployFiles.yaml(file).path("spec").path("template").path("spec");
    }

    private static JsonNode volume(JsonNode pod, String name) {
        for (JsonNode volume : pod.path("volumes")) {
            if (volume.path("name").asText().equals(name)) {
                return volume;
            }
        }
        throw new AssertionError("no volume " + name);
    }

    private static List<String> mounts(JsonNode pod) {
        List<String> paths = new ArrayList<>();
        pod.path("containers")
                .path(0)
                .path("volumeMounts")
                .forEach(mount -> paths.add(mount.path("mountPath").asText()));
        return paths;
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }
}
