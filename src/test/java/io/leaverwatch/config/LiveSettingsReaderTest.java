package io.leaverwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leaverwatch.config.LiveSettings.Start;
import io.leaverwatch.config.LiveSettings.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of the live job: what a file may say, and what a person is told of one that says something else. */
class LiveSettingsReaderTest {
    private static final String BROKERS = "kafka: {bootstrap.servers: 'localhost:9092'}\n";

    @TempDir
    private Path folder;

    @Test
    void takesTheDefaultsOfWhatIsNotSaid() throws IOException {
        LiveSettings settings = read(BROKERS);
        assertThat(settings.kafka()).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        assertThat(settings.topics())
                .isEqualTo(new Topics(
                        "membership-events",
                        "credential-links",
                        List.of("access-events"),
                        "breach-alerts",
                        "breach-incidents",
                        "departures",
                        "dead-letters"));
        assertThat(settings.groupId()).isEqualTo("leaverwatch");
        assertThat(settings.accessesFrom()).isEqualTo(new Start(Start.Kind.EARLIEST, 0));
        assertThat(settings.isExactlyOnce()).isFalse();
        assertThat(settings.transactionTimeoutMillis()).isEqualTo(900_000);
        assertThat(settings.discoveryMillis()).isEqualTo(60_000);
        assertThat(settings.repairMillis()).isEqualTo(5_000);
        assertThat(settings.policy().version())
                .isEqualTo(PolicyReader.defaults().version());
        assertThat(settings.flink()).isEmpty();
    }

    @Test
    void takesWhatTheFileSays() throws IOException {
        Files.writeString(folder.resolve("own.yaml"), "grace: PT5M\n");
        LiveSettings settings = read("""
                policy: own.yaml
                kafka:
                  bootstrap.servers: "${env:SERVERS}"
                  sasl.jaas.config: "${file:/secrets:jaas}"
                topics: {accesses: [one, two], alerts: others}
                groupId: watch-2
                accessesFrom: 2031-05-21T09:00:00Z
                delivery: exactly-once
                transactionTimeout: PT10M
                discovery: PT1S
                repairAfter: PT2S
                flink: {parallelism.default: 3}
                """);
        assertThat(settings.policy().graceMillis()).isEqualTo(300_000);
        // What refers to a secret travels as it is.
        assertThat(settings.kafka()).containsEntry("sasl.jaas.config", "${file:/secrets:jaas}");
        assertThat(settings.topics().accesses()).containsExactly("one", "two");
        assertThat(settings.topics().alerts()).isEqualTo("others");
        assertThat(settings.groupId()).isEqualTo("watch-2");
        assertThat(settings.accessesFrom())
                .isEqualTo(new Start(
                        Start.Kind.TIME, Instant.parse("2031-05-21T09:00:00Z").toEpochMilli()));
        assertThat(settings.isExactlyOnce()).isTrue();
        assertThat(settings.transactionTimeoutMillis()).isEqualTo(600_000);
        assertThat(settings.discoveryMillis()).isEqualTo(1_000);
        assertThat(settings.repairMillis()).isEqualTo(2_000);
        assertThat(settings.flink()).isEqualTo(Map.of("parallelism.default", "3"));
    }

    @Test
    void refusesAFileWithoutBrokers() {
        refuses("", "kafka", "bootstrap.servers");
        refuses("groupId: a\n", "kafka lacks bootstrap.servers", "host:port");
        refuses("kafka: {security.protocol: SSL}\n", "kafka lacks bootstrap.servers");
        refuses("kafka: {bootstrap.servers: ' '}\n", "kafka lacks bootstrap.servers");
        refuses("kafka: localhost\n", "kafka", "a mapping of names to values");
    }

    @Test
    void refusesAnUnknownKeyAndGuessesWhatWasMeant() {
        refuses(BROKERS + "repairafter: PT1S\n", "repairafter", "did you mean 'repairAfter'?");
        refuses(BROKERS + "topics: {alert: a}\n", "topics.alert ", "did you mean 'alerts'?");
    }

    @Test
    void refusesAnUnknownDelivery() {
        refuses(BROKERS + "delivery: at-most-once\n", "delivery", "at-most-once", "at-least-once", "exactly-once");
        refuses(BROKERS + "delivery: [exactly-once]\n", "delivery");
    }

    @Test
    void refusesWhatIsNoDuration() {
        for (String key : List.of("transactionTimeout", "discovery", "repairAfter")) {
            refuses(BROKERS + key + ": 5s\n", key, "5s");
            refuses(BROKERS + key + ": -PT5S\n", key, "-PT5S");
            refuses(BROKERS + key + ": 5\n", key);
        }
    }

    @Test
    void refusesAStartThatIsNeitherAWordNorATime() {
        refuses(BROKERS + "accessesFrom: yesterday\n", "accessesFrom", "yesterday", "earliest, latest or a time");
    }

    @Test
    void refusesTopicsThatCannotBe() {
        refuses(BROKERS + "topics: {alerts: 'a b'}\n", "topics.alerts", "a b", "the name of a topic");
        refuses(BROKERS + "topics: {accesses: []}\n", "topics.accesses");
        refuses(BROKERS + "topics: {accesses: [a, a]}\n", "a is named twice");
        refuses(BROKERS + "topics: {alerts: dead-letters}\n", "dead-letters is named twice");
    }

    @Test
    void refusesAMissingFile() {
        assertThatThrownBy(() -> LiveSettingsReader.read(folder.resolve("none.yaml")))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("none.yaml")
                .hasMessageContaining("does not exist");
        refuses(BROKERS + "policy: none-either.yaml\n", "none-either.yaml", "does not exist");
    }

    @Test
    void showsTheBrokersThatAVariableNames() throws IOException {
        LiveSettings settings = read("kafka: {bootstrap.servers: 'a:1,${env:PATH},${env:NO_SUCH},${file:b:c}'}\n");
        assertThat(settings.shownBrokers()).isEqualTo("a:1," + System.getenv("PATH") + ",${env:NO_SUCH},${file:b:c}");
        assertThat(settings.brokers()).contains("${env:PATH}");
    }

    private LiveSettings read(String text) throws IOException {
        return LiveSettingsReader.read(Files.writeString(folder.resolve("live.yaml"), text));
    }

    private void refuses(String text, String... parts) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UsageError.class)
                .satisfies(
                        error -> assertThat(error.getMessage()).contains(parts).doesNotContain("\n"));
    }
}
