package io.leaverwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/kubernetes/apply-live, with a kubectl that notes what it is asked: each version of the job has settings of its own. */
class ApplyLiveTest {
    private static final String MAP = KubernetesFilesTest.configMap("kubernetes/live.yaml");
    private static final String KUBECTL = """
            #!/bin/sh
            cd "$(dirname "$0")"
            echo "$*" >>asked
            case "$*" in
                create*) printf 'kind: ConfigMap\\nmetadata:\\n  name: %s\\n' "$3" ;;
                "apply -f -") cat >applied; [ ! -e refuse ] ;;
            esac
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void putKubectlThere() throws IOException {
        Path kubectl = Files.writeString(folder.resolve("kubectl"), KUBECTL);
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void makesTheMapThatTheJobNamesAndThenTheJob() throws Exception {
        assertThat(apply()).isZero();
        assertThat(asked())
                .containsExactly(
                        "create configmap " + MAP + " --from-file=deploy/kubernetes/../config --dry-run=client -o yaml",
                        "apply -f -",
                        "apply -f deploy/kubernetes/live.yaml");
        JsonNode map = DeployFiles.parse(Files.readString(folder.resolve("applied")));
        assertThat(map.path("metadata").path("name").asText()).isEqualTo(MAP);
        assertThat(map.path("immutable").asBoolean()).isTrue();
    }

    @Test
    void leavesTheJobAloneWhereTheMapIsThereWithOtherSettings() throws Exception {
        Files.createFile(folder.resolve("refuse"));
        assertThat(apply()).isNotZero();
        assertThat(asked()).last().isEqualTo("apply -f -");
        assertThat(Files.readString(folder.resolve("said"))).contains("raise the number in " + MAP);
    }

    private int apply() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("deploy/kubernetes/apply-live");
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(folder.resolve("asked"), StandardCharsets.UTF_8);
    }
}
