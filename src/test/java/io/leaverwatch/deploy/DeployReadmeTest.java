package io.leaverwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** deploy/README.md names what there is. */
class DeployReadmeTest {
    private static final String README = DeployFiles.text("README.md");

    @Test
    void namesFilesThatAreThere() {
        List<String> named = Pattern.compile("(?m)^\\| `([^`]+)` \\|")
                .matcher(README)
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(8).allMatch(file -> Files.exists(DeployFiles.FOLDER.resolve(file)));
    }

    @Test
    void namesEveryFileThatAPersonStartsSomethingWith() throws IOException {
        List<String> started = DeployFiles.all().stream()
                .map(file -> DeployFiles.FOLDER.relativize(file).toString())
                .filter(file -> file.startsWith("kubernetes/") || file.startsWith("compose/"))
                .toList();
        assertThat(started).isNotEmpty().allMatch(README::contains);
    }

    /** An older version of the job needs its own settings: see {@link ApplyLiveTest}. */
    @Test
    void changesNoConfigMapInPlace() {
        assertThat(README)
                .contains("`" + KubernetesFilesTest.configMap("kubernetes/live.yaml") + "`")
                .doesNotContain("restartNonce")
                .doesNotContainPattern("kubectl (create|replace|edit) configmap leaverwatch-config");
        assertThat(README.substring(README.indexOf("## Upgrade"), README.indexOf("## Rollback")))
                .doesNotContain("kubectl apply -f deploy/kubernetes/live.yaml")
                .contains("deploy/kubernetes/apply-live");
    }
}
