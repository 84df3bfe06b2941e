package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import io.leaverwatch.testkit.Listeners;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The built jar as a person tries it out: `live` with a Flink of its own, until Ctrl-C. */
@ExtendWith(BrokerExtension.class)
class EmbeddedLiveITCase {
    private static final List<String> TOPICS =
            List.of("membership", "credentials", "accesses", "alerts", "incidents", "departures", "deadLetters");

    @TempDir
    private Path folder;

    @Test
    void alertsListensToNoOtherMachineAndLeavesNothingBehind(Broker broker) throws Exception {
        List<String> settings = new ArrayList<>(
                List.of("kafka: {bootstrap.servers: \"" + broker.bootstrapServers() + "\"}", "topics:"));
        for (String topic : TOPICS) {
            broker.createTopic("embedded-" + topic, 1);
            settings.add("  " + topic + ": embedded-" + topic);
        }
        Path file = Files.write(folder.resolve("live.yaml"), settings);
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path said = folder.resolve("said.txt");
        List<String> command = Run.interruptible(List.of("-Djava.io.tmpdir=" + temporary), "live", "--config", file);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            broker.sendLines("embedded-membership", StoryFiles.MEMBERSHIP);
            broker.sendLines("embedded-credentials", StoryFiles.CREDENTIALS);
            broker.sendLines("embedded-accesses", StoryFiles.ORGANISE);
            Await.until(
                    "an alert",
                    Await.PATIENCE,
                    () -> !broker.values("embedded-alerts", IsolationLevel.READ_COMMITTED)
                            .isEmpty());
            assertThat(Listeners.of(process.pid())).isNotEmpty();
            assertThat(Listeners.openToOthers(process.pid())).isEmpty();
            Run.signal(process, "INT");
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Files.readString(said)).contains("leaverwatch: watching " + broker.bootstrapServers());
        assertThat(temporary).isEmptyDirectory();
    }
}
