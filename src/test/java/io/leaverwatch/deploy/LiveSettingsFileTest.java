package io.leaverwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.config.LiveOption;
import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.LiveSettingsReader;
import io.leaverwatch.config.PolicyReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** deploy/config: the settings that all ways to run the live job use. */
class LiveSettingsFileTest {
    private static final LiveSettings SETTINGS =
            LiveSettingsReader.read(DeployFiles.FOLDER.resolve("config/live.yaml"));

    @Test
    void namesEverySettingThereIs() {
        JsonNode file = DeployFiles.yaml("config/live.yaml");
        List<String> keys = new ArrayList<>();
        file.fieldNames().forEachRemaining(keys::add);
        keys.remove("topics");
        file.path("topics").fieldNames().forEachRemaining(key -> keys.add("topics." + key));
        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(LiveOption.values()).map(LiveOption::key).toList());
    }

    @Test
    void showsTheDefaults() {
        JsonNode file = DeployFiles.yaml("config/live.yaml");
        for (LiveOption option : LiveOption.values()) {
            JsonNode value = file.at("/" + option.key().replace('.', '/'));
            // The policy is given, to have one to start from.
            if (value.isTextual() && option != LiveOption.POLICY) {
                assertThat(value.asText()).as(option.key()).isEqualTo(option.standard());
            }
        }
    }

    @Test
    void leavesSecretsAndAddressesToTheEnvironment() {
        assertThat(SETTINGS.kafka()).isEqualTo(Map.of("bootstrap.servers", "${env:KAFKA_BOOTSTRAP_SERVERS}"));
        assertThat(DeployFiles.text("compose/compose.yaml")).contains("KAFKA_BOOTSTRAP_SERVERS: kafka:19092");
        assertThat(DeployFiles.text("kubernetes/live.yaml")).contains("- name: KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void startsWithTheDefaultPolicy() {
        assertThat(SETTINGS.policy()).isEqualTo(PolicyReader.defaults());
    }

    @Test
    void usesTheTopicsThatAreMade() {
        List<String> made = Pattern.compile("(?m)^topic (\\S+) ")
                .matcher(DeployFiles.text("kafka/create-topics"))
                .results()
                .map(result -> result.group(1))
                .toList();
        LiveSettings.Topics topics = SETTINGS.topics();
        assertThat(topics.accesses()).hasSize(1);
        assertThat(made)
                .containsExactlyInAnyOrder(
                        topics.membership(),
                        topics.credentials(),
                        topics.accesses().get(0),
                        topics.alerts(),
                        topics.incidents(),
                        topics.departures(),
                        topics.deadLetters());
    }
}
