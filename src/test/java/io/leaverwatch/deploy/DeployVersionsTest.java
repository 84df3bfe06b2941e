package io.leaverwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions that deploy/ names are the project's, and none of them moves. */
class DeployVersionsTest {
    private static final Path STANDALONE = DeployFiles.FOLDER.resolve("standalone/pom.xml");
    private static final Pattern IMAGE = Pattern.compile("(?m)^\\s*(?:image:|FROM) (\\S+)");

    @ParameterizedTest
    @ValueSource(strings = {"flink.version", "kafka.version", "slf4j.version", "dependency.plugin.version"})
    void standaloneProcessesHaveTheProjectsLibraries(String property) {
        assertThat(DeployFiles.property(STANDALONE, property)).isEqualTo(DeployFiles.property(property));
    }

    @Test
    void theImageIsMadeOfTheProjectsFlinkAndJar() {
        String file = DeployFiles.text("image/Dockerfile");
        assertThat(DeployFiles.find("FROM (\\S+)", file))
                .isEqualTo("flink:" + DeployFiles.property("flink.version") + "-java17");
        String jar = DeployFiles.find("COPY \\S+ (target/\\S+)", file);
        assertThat(DeployFiles.find("<outputFile>\\$\\{project.build.directory}(/leaverwatch-thin.jar)<", pom()))
                .isEqualTo(jar.substring("target".length()));
        assertThat(DeployFiles.text("image/Dockerfile.dockerignore")).contains("!" + jar + "\n");
    }

    @Test
    void imagesAreTheProjectsVersionsAndNeverLatest() throws IOException {
        List<String> images = DeployFiles.all().stream()
                .filter(file -> file.toString().endsWith(".yaml") || file.endsWith("Dockerfile"))
                .map(file -> DeployFiles.FOLDER.relativize(file).toString())
                .flatMap(file -> IMAGE.matcher(DeployFiles.text(file)).results())
                .map(MatchResult::group)
                .map(line -> line.strip().replaceFirst("\\S+ ", ""))
                .toList();
        assertThat(images)
                .isNotEmpty()
                .allMatch(image -> image.matches("[a-z/-]+:v?[0-9]+\\.[0-9]+\\.[0-9]+(-java17)?"));
        assertThat(images)
                .filteredOn(image -> image.startsWith("apache/kafka:"))
                .allMatch(("apache/kafka:" + DeployFiles.property("kafka.version"))::equals);
        assertThat(images)
                .filteredOn(image -> image.startsWith("leaverwatch:"))
                .allMatch(("leaverwatch:" + DeployFiles.version())::equals);
    }

    private static String pom() {
        return DeployFiles.text("../pom.xml");
    }
}
