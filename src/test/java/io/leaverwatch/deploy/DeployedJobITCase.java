package io.leaverwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.leaverwatch.cli.CommandRunner;
import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.StandaloneCluster;
import io.leaverwatch.testkit.StandaloneCluster.Builder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What deploy/README.md tells a person to do on one machine: the topics, a cluster, the jar that is built with the settings
 * that are shipped. It alerts as a replay of the same events does, and goes on from a savepoint.
 */
class DeployedJobITCase {
    private static final Path STORY = Path.of("src/main/resources/io/leaverwatch/demo");
    private static final String JAR = "target/leaverwatch-thin.jar";
    private static final String SETTINGS = "deploy/config/live.yaml";
    private static final String POLICY = "deploy/config/policy.yaml";
    private static final Duration LIMIT = Await.PATIENCE;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void alertsAsAReplayDoesAndGoesOnFromASavepoint() throws Exception {
        Set<String> expected = replayed();
        try (Broker broker = Broker.start();
                StandaloneCluster cluster = StandaloneCluster.builder()
                        .environment("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())
                        .start()) {
            broker.createJobTopics();
            keepsTopicsAsRationaleSays(broker);
            String job = cluster.submit(JAR, "live", "--config", SETTINGS);
            Await.until("the health check succeeds", LIMIT, () -> isHealthy(cluster));

            broker.sendLines("access-events", STORY.resolve("contact-creator.ndjson"));
            broker.sendLines("access-events", STORY.resolve("organise.ndjson"));
            broker.sendLines("credential-links", STORY.resolve("credentials.ndjson"));
            broker.sendLines("membership-events", STORY.resolve("memberships.ndjson"));
            Await.value("alerts as in a replay", LIMIT, () -> open(broker), expected::equals);

            String savepoint = cluster.suspend(job);
            assertThat(isHealthy(cluster)).isFalse();
            String next = cluster.submit("-s", savepoint, JAR, "live", "--config", SETTINGS);
            cluster.awaitStatus(next, "RUNNING");
            assertThat(isHealthy(cluster)).as("beside a job that has ended").isTrue();
            assertThat(cluster.rest().restored(next)).isEqualTo(1);
            cluster.checkpoint(next);
            assertThat(open(broker)).isEqualTo(expected);
        }
    }

    /** As compose and Kubernetes start it: the cluster is there for this job alone, and ends with it. */
    @Test
    void alertsInApplicationModeAndGoesOnFromASavepoint() throws Exception {
        Set<String> expected = replayed();
        try (Broker broker = Broker.start()) {
            broker.createJobTopics();
            String savepoint;
            try (StandaloneCluster cluster = application(broker).start()) {
                Await.until("the health check succeeds", LIMIT, () -> isHealthy(cluster));
                broker.sendLines("access-events", STORY.resolve("contact-creator.ndjson"));
                broker.sendLines("access-events", STORY.resolve("organise.ndjson"));
                broker.sendLines("credential-links", STORY.resolve("credentials.ndjson"));
                savepoint = kept(cluster.end(), folder.resolve("savepoint"));
            }
            Builder next = application(broker).option("execution.state-recovery.path", savepoint);
            try (StandaloneCluster cluster = next.start()) {
                Await.until("the health check succeeds", LIMIT, () -> isHealthy(cluster));
                assertThat(cluster.rest().restored(cluster.rest().onlyJob())).isEqualTo(1);
                broker.sendLines("membership-events", STORY.resolve("memberships.ndjson"));
                Await.value("alerts as in a replay", LIMIT, () -> open(broker), expected::equals);
            }
        }
    }

    /** As Kubernetes starts it: the program runs anew in a new JobManager, and the job goes on from its last checkpoint. */
    @Test
    void survivesItsJobManagerInApplicationMode() throws Exception {
        Set<String> expected = replayed();
        try (Broker broker = Broker.start()) {
            broker.createJobTopics();
            try (StandaloneCluster cluster =
                    application(broker).highlyAvailable().start()) {
                Await.until("the health check succeeds", LIMIT, () -> isHealthy(cluster));
                broker.sendLines("access-events", STORY.resolve("contact-creator.ndjson"));
                broker.sendLines("access-events", STORY.resolve("organise.ndjson"));
                broker.sendLines("credential-links", STORY.resolve("credentials.ndjson"));
                String job = cluster.rest().onlyJob();
                cluster.checkpoint(job);
                cluster.killJobManager();
                broker.sendLines("membership-events", STORY.resolve("memberships.ndjson"));
                cluster.startJobManager();
                Await.value("alerts as in a replay", LIMIT, () -> open(broker), expected::equals);
                Await.until("the health check succeeds", LIMIT, () -> isHealthy(cluster));
                assertThat(cluster.rest().onlyJob()).isEqualTo(job);
                assertThat(cluster.rest().restored(job)).isPositive();
            }
        }
    }

    private static Builder application(Broker broker) {
        return StandaloneCluster.builder()
                .environment("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())
                .application(JAR, "live", "--config", SETTINGS);
    }

    /** Copies a savepoint, which ends with the cluster's folder. */
    private static String kept(String savepoint, Path copy) throws IOException {
        Path made = Path.of(URI.create(savepoint));
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy.toUri().toString();
    }

    /** What is known of members for ever and whole, accesses longer than the look-back, of cases the last word. */
    private static void keepsTopicsAsRationaleSays(Broker broker) throws Exception {
        Map<String, Config> topics = new TreeMap<>();
        try (Admin admin = broker.admin()) {
            List<ConfigResource> asked = admin.listTopics().names().get().stream()
                    .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                    .toList();
            admin.describeConfigs(asked).all().get().forEach((topic, config) -> topics.put(topic.name(), config));
        }
        for (String topic : List.of("membership-events", "credential-links", "breach-alerts")) {
            assertThat(setting(topics, topic, "cleanup.policy")).isEqualTo("delete");
            assertThat(setting(topics, topic, "retention.ms")).isEqualTo("-1");
        }
        for (String topic : List.of("breach-incidents", "departures")) {
            assertThat(setting(topics, topic, "cleanup.policy")).isEqualTo("compact");
        }
        for (String topic : List.of("access-events", "dead-letters")) {
            assertThat(setting(topics, topic, "cleanup.policy")).isEqualTo("delete");
            assertThat(setting(topics, topic, "message.timestamp.type")).isEqualTo("LogAppendTime");
            assertThat(Long.parseLong(setting(topics, topic, "retention.ms")))
                    .isEqualTo(Duration.ofDays(45).toMillis())
                    .isGreaterThan(PolicyReader.defaults().lookbackMillis());
        }
    }

    private static String setting(Map<String, Config> topics, String topic, String name) {
        return topics.get(topic).get(name).value();
    }

    /** The ids of the alerts that a replay of the story gives. */
    private Set<String> replayed() throws IOException {
        Path results = folder.resolve("results");
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int status = CommandRunner.run(
                out,
                out,
                "replay",
                "--membership=" + STORY.resolve("memberships.ndjson"),
                "--credentials=" + STORY.resolve("credentials.ndjson"),
                "--accesses=" + STORY.resolve("contact-creator.ndjson"),
                "--accesses=" + STORY.resolve("organise.ndjson"),
                "--policy=" + POLICY,
                "--out=" + results);
        assertThat(status).as(said.toString()).isZero();
        Set<String> ids = new TreeSet<>();
        for (String line : Files.readAllLines(results.resolve("alerts.ndjson"))) {
            ids.add(JSON.readTree(line).path("alertId").asText());
        }
        assertThat(ids).hasSizeGreaterThan(20);
        return ids;
    }

    /** The ids of the alerts in the topic that are not withdrawn. */
    private static Set<String> open(Broker broker) throws IOException {
        Set<String> ids = new TreeSet<>();
        for (String alert : broker.values("breach-alerts", IsolationLevel.READ_COMMITTED)) {
            String id = JSON.readTree(alert).path("alertId").asText();
            if (JSON.readTree(alert).path("status").asText().equals("WITHDRAWN")) {
                ids.remove(id);
            } else {
                ids.add(id);
            }
        }
        return ids;
    }

    private static boolean isHealthy(StandaloneCluster cluster) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "deploy/image/job-runs", String.valueOf(cluster.rest().port()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }
}
