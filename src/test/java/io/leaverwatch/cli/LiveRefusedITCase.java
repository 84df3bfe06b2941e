package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.testkit.SecuredBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What brokers that know their clients may refuse before a live job starts: status 2 and a sentence that says what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveRefusedITCase {
    private static final String PASSWORD = "hunter2-of-the-job";

    @TempDir
    private Path folder;

    private SecuredBroker secured;

    @BeforeAll
    void start() throws Exception {
        secured = SecuredBroker.start();
        secured.open().createJobTopics();
        secured.addUser("nobody", PASSWORD);
    }

    @AfterAll
    void end() throws Exception {
        secured.close();
    }

    @Test
    void namesTheRightsThatAreMissing() throws Exception {
        assertRefused(
                properties("nobody", PASSWORD),
                "do not let this client read membership-events, read credential-links, read access-events, write"
                        + " breach-alerts, write breach-incidents, write departures, write dead-letters, read breach-alerts,"
                        + " read breach-incidents, read departures; grant it that right, or name other topics under topics.");
    }

    @Test
    void saysThatThePasswordIsWrong() throws Exception {
        assertRefused(properties("nobody", "wrong"), "invalid credentials with SASL mechanism SCRAM-SHA-512.");
    }

    @Test
    void saysThatTheCertificateIsNotTrusted() throws Exception {
        List<String> properties = new ArrayList<>(properties("nobody", PASSWORD));
        properties.removeIf(property -> property.startsWith("ssl."));
        assertRefused(
                properties, "SSL handshake failed (unable to find valid certification path to requested target).");
    }

    @Test
    void namesTheTrustStoreThatCannotBeUsed() throws Exception {
        Path none = folder.resolve("none.p12");
        List<String> properties = new ArrayList<>(properties("nobody", PASSWORD));
        properties.replaceAll(property ->
                property.startsWith("ssl.truststore.location") ? "ssl.truststore.location: " + none : property);
        assertRefused(properties, "kafka: Failed to load SSL keystore " + none + " of type JKS (no such file).");
        properties.replaceAll(property ->
                property.startsWith("ssl.truststore.password") ? "ssl.truststore.password: of-another" : property);
        properties.replaceAll(property ->
                property.replace(none.toString(), folder.resolve("empty.p12").toString()));
        Files.createFile(folder.resolve("empty.p12"));
        assertRefused(properties, "kafka: Failed to load SSL keystore " + folder.resolve("empty.p12") + " of type JKS");
    }

    @Test
    void asksAboutTheProtocolWhereTheListenerSpeaksAnother() throws Exception {
        assertRefused(
                List.of(properties("nobody", PASSWORD).get(0)),
                "something listens there, so look whether security.protocol PLAINTEXT is the listener's.");
    }

    @Test
    void quotesNothingOfALoginThatCannotBeRead() throws Exception {
        List<String> properties = properties("nobody", PASSWORD);
        Files.writeString(folder.resolve("secrets/nobody"), "nobody " + PASSWORD);
        assertRefused(properties, "Invalid login module control flag '...' in JAAS config");
    }

    private List<String> properties(String user, String password) throws Exception {
        return secured.clientProperties(folder.resolve("secrets"), user, password);
    }

    /** Kafka's client may log, in a line, what the last line says. */
    private void assertRefused(List<String> kafka, String part) throws Exception {
        Path settings =
                Files.writeString(folder.resolve("live.yaml"), "kafka:\n  " + String.join("\n  ", kafka) + "\n");
        Run run = Run.ofJar("live", "--config", settings);
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err().lines().toList())
                .hasSizeLessThan(3)
                .last()
                .asString()
                .startsWith("leaverwatch: ")
                .contains(part);
        assertThat(run.err()).doesNotContain(PASSWORD, "\tat ");
        assertThat(run.out()).isEmpty();
    }
}
