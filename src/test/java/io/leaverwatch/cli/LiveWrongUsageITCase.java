package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be wrong with a live job before it starts: status 2 and one sentence, and never a secret in it. */
@ExtendWith(BrokerExtension.class)
class LiveWrongUsageITCase {
    private static final String SECRET = "hunter2-of-the-broker";

    @TempDir
    private Path folder;

    @Test
    void namesTheTopicsThatAreMissing(Broker broker) throws Exception {
        Run.ofJar("live", "--config", settings("bootstrap.servers: " + broker.bootstrapServers()))
                .isWrongUsage(
                        "The topics access-events, breach-alerts, breach-incidents, credential-links, dead-letters,"
                                + " departures, membership-events do not exist",
                        broker.bootstrapServers());
    }

    @Test
    void saysThatNoBrokerAnswers() throws Exception {
        Run.ofJar("live", "--config", settings("bootstrap.servers: 127.0.0.1:1"))
                .isWrongUsage("no answer from Kafka at 127.0.0.1:1");
        Run.ofJar(
                        Map.of("BROKERS", "127.0.0.1:1"),
                        "live",
                        "--config",
                        settings("bootstrap.servers: \"${env:BROKERS}\""))
                .isWrongUsage("no answer from Kafka at 127.0.0.1:1");
    }

    @Test
    void refusesAnUnknownKey() throws Exception {
        Path file = Files.writeString(folder.resolve("live.yaml"), "kafka: {bootstrap.servers: a:1}\ntopic: {}\n");
        Run.inProcess("live", "--config", file).isWrongUsage("the key topic is unknown", "did you mean 'topics'?");
    }

    @Test
    void refusesAnUnknownDelivery() throws Exception {
        Path file = Files.writeString(
                folder.resolve("live.yaml"), "kafka: {bootstrap.servers: a:1}\ndelivery: exactly-twice\n");
        Run.inProcess("live", "--config", file).isWrongUsage("delivery", "exactly-twice", "at-least-once");
    }

    @Test
    void refusesAnOptionOfFlinkThatCannotBe() throws Exception {
        Path file = Files.writeString(
                folder.resolve("live.yaml"),
                "kafka: {bootstrap.servers: a:1}\nflink: {execution.checkpointing.interval: soon}\n");
        Run.inProcess("live", "--config", file).isWrongUsage("flink", "soon");
    }

    @ParameterizedTest
    @CsvSource({
        "execution.checkpointing.mode: AT_LEAST_ONCE, execution.checkpointing.mode is AT_LEAST_ONCE; allowed: EXACTLY_ONCE",
        "execution.checkpointing.interval: 0 s, Checkpoint interval must be larger than"
    })
    void refusesCheckpointsThatAreNotOfOneMoment(String option, String said) throws Exception {
        Path file = Files.writeString(
                folder.resolve("live.yaml"), "kafka: {bootstrap.servers: 127.0.0.1:1}\nflink: {" + option + "}\n");
        Run.inProcess("live", "--config", file).isWrongUsage("flink", said);
    }

    @Test
    void refusesASlipInANameOfKafkasOrFlinks() throws Exception {
        Run.inProcess("live", "--config", settings("bootstrap.servers: 127.0.0.1:1", "securty.protocol: SSL"))
                .isWrongUsage("the key securty.protocol is unknown", "did you mean 'security.protocol'?");
        Path file = Files.writeString(
                folder.resolve("live.yaml"),
                "kafka: {bootstrap.servers: 127.0.0.1:1}\nflink: {execution.checkpointing.intervall: 30s}\n");
        Run.inProcess("live", "--config", file)
                .isWrongUsage(
                        "the key flink.execution.checkpointing.intervall is unknown",
                        "did you mean 'execution.checkpointing.interval'?");
    }

    @Test
    void namesTheSecretThatIsMissing() throws Exception {
        Run.inProcess("live", "--config", settings("bootstrap.servers: ${env:LEAVERWATCH_NO_SUCH}"))
                .isWrongUsage("bootstrap.servers", "no environment variable LEAVERWATCH_NO_SUCH is set");
    }

    @Test
    void refusesAPropertyOfKafkaThatCannotBe(Broker broker) throws Exception {
        Run.inProcess(
                        "live",
                        "--config",
                        settings("bootstrap.servers: " + broker.bootstrapServers(), "security.protocol: NONE"))
                .isWrongUsage("kafka", "security.protocol", "NONE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max.poll.records: many|at-least-once|Invalid value many for configuration max.poll.records",
                "compression.type: gzipp|at-least-once|Invalid value gzipp for configuration compression.type",
                "acks: 1|exactly-once|Cannot set a transactional.id without also enabling idempotence",
                "delivery.timeout.ms: 10000|at-least-once|delivery.timeout.ms is 10000; allowed: linger.ms + request.timeout.ms,"
                        + " which is 30000, or more",
                "transactional.id: mine|at-least-once|transactional.id is set by the job itself; leave it out"
            })
    void refusesWhatAConsumerOrAProducerWouldRefuse(String property, String delivery, String said) throws Exception {
        Path file = settings("bootstrap.servers: 127.0.0.1:1", property);
        Files.writeString(file, "delivery: " + delivery + "\n", StandardOpenOption.APPEND);
        Run.inProcess("live", "--config", file).isWrongUsage("kafka: " + said);
    }

    @Test
    void refusesTransactionsThatAreLongerThanTheBrokersAllow() throws Exception {
        try (Broker strict = Broker.start(Map.of("transaction.max.timeout.ms", "600000"))) {
            strict.createJobTopics();
            Path file = Files.writeString(
                    folder.resolve("live.yaml"),
                    "kafka: {bootstrap.servers: \"" + strict.bootstrapServers() + "\"}\ndelivery: exactly-once\n");
            Run.inProcess("live", "--config", file)
                    .isWrongUsage("transactionTimeout is PT15M", "allow PT10M at most", "transaction.max.timeout.ms");
        }
    }

    @Test
    void printsNoSecretThatCannotBeUsed(Broker broker) throws Exception {
        Path secrets =
                Files.writeString(folder.resolve("secrets.properties"), "jaas=module required password=" + SECRET);
        Run run = Run.ofJar(
                        "live",
                        "--config",
                        settings(
                                "bootstrap.servers: " + broker.bootstrapServers(),
                                "security.protocol: SASL_PLAINTEXT",
                                "sasl.mechanism: PLAIN",
                                "sasl.jaas.config: \"${file:" + secrets + ":jaas}\""))
                .isWrongUsage("kafka");
        assertThat(run.err()).doesNotContain(SECRET);
    }

    private Path settings(String... kafka) throws Exception {
        return Files.writeString(folder.resolve("live.yaml"), "kafka:\n  " + String.join("\n  ", kafka) + "\n");
    }
}
