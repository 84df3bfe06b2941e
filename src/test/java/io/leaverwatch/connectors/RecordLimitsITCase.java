package io.leaverwatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.LiveSettingsReader;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a live job says at its start of output topics that do not take every record. */
@ExtendWith(BrokerExtension.class)
class RecordLimitsITCase {
    @TempDir
    private Path folder;

    @Test
    void warnsOfOutputTopicsThatTakeLessThanTheScriptGivesThem(Broker broker) throws Exception {
        broker.createJobTopics();
        broker.createTopic("small-alerts", 1);
        broker.createTopic("nearly-dead-letters", 1, Map.of("max.message.bytes", "8388607"));
        assertThat(warnings(broker, "")).isEmpty();
        assertThat(warnings(broker, "topics: {alerts: small-alerts, deadLetters: nearly-dead-letters}"))
                .containsExactly(
                        "an output record may need 8388608 bytes, and one that its topic does not take stops the"
                                + " job; allowed are (max.message.bytes): small-alerts 1048588, nearly-dead-letters 8388607; raise"
                                + " it with kafka-configs.sh --alter --entity-type topics --entity-name TOPIC --add-config"
                                + " max.message.bytes=8388608");
    }

    private List<String> warnings(Broker broker, String topics) throws Exception {
        Path file = Files.writeString(
                folder.resolve("live.yaml"),
                "kafka: {bootstrap.servers: \"" + broker.bootstrapServers() + "\"}\n" + topics + "\n");
        List<String> warnings = new ArrayList<>();
        new Topics(LiveSettingsReader.read(file)).check(warnings::add);
        return warnings;
    }
}
