package io.leaverwatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.LiveSettingsReader;
import io.leaverwatch.config.UsageError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret that is not there stops the start, and the message names the setting and what is missing. */
class KafkaPropertiesTest {
    private static final String NO_SUCH = "LEAVERWATCH_NO_SUCH_SECRET";

    @TempDir
    private Path folder;

    @Test
    void namesTheVariableThatIsNotSet() {
        refuses("${env:" + NO_SUCH + "}", "but no environment variable " + NO_SUCH + " is set");
        refuses(
                "x=\"${env:PATH}\" y=\"${env:" + NO_SUCH + "}\"",
                "${env:" + NO_SUCH + "}, but no environment variable");
    }

    @Test
    void namesTheFileThatIsNotThere() {
        refuses("${file:" + folder + "/none:jaas}", "but there is no file " + folder + "/none that can be read");
        refuses("${directory:" + folder + ":jaas}", "but there is no file " + folder + "/jaas that can be read");
        refuses("${file:jaas}", "but it names no file; allowed: ${file:path:name}");
    }

    @Test
    void takesWhatIsThere() throws Exception {
        Files.writeString(folder.resolve("jaas"), "jaas=secret");
        for (String value : new String[] {
            "${env:PATH}",
            "${file:" + folder + "/jaas:jaas}",
            "${directory:" + folder + ":jaas}",
            "plain",
            "${vault:x}",
            "$"
        }) {
            assertThatCode(() -> KafkaProperties.checkSecrets(settings(value, "")))
                    .as(value)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void leavesAloneWhatTheUsersOwnProvidersLookUp() {
        assertThatCode(() ->
                        KafkaProperties.checkSecrets(settings("${env:" + NO_SUCH + "}", "  config.providers: env\n")))
                .doesNotThrowAnyException();
    }

    @Test
    void warnsOfANameThatNoClientKnowsAndIsNoSlip() throws Exception {
        List<String> warnings = new ArrayList<>();
        KafkaProperties.checkNames(
                settings("x", "  ssl.keystore.alias: a\n  client.id: b\n  config.providers.env.param.x: c\n"),
                warnings::add);
        assertThat(warnings)
                .containsExactly(
                        "kafka: no client of Kafka's knows the key ssl.keystore.alias; they get it all the same");
    }

    private void refuses(String value, String message) {
        assertThatThrownBy(() -> KafkaProperties.checkSecrets(settings(value, "")))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("kafka: sasl.jaas.config takes ${")
                .hasMessageContaining(message);
    }

    private LiveSettings settings(String value, String more) throws Exception {
        Path file = folder.resolve("live.yaml");
        Files.writeString(
                file, "kafka:\n  bootstrap.servers: localhost:9092\n  sasl.jaas.config: '" + value + "'\n" + more);
        return LiveSettingsReader.read(file);
    }
}
