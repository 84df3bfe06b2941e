package io.leaverwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leaverwatch.deploy.MonitoringFiles.AlertRule;
import io.leaverwatch.deploy.MonitoringFiles.Target;
import io.leaverwatch.metrics.Metric;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.Prometheus;
import io.leaverwatch.testkit.StandaloneCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The live job with the shipped settings, on a cluster of processes that a real Prometheus asks, with the shipped rules: once it
 * has alerted, withdrawn, and met dead letters and a tombstone,
 *
 * <ul>
 *   <li>every metric of the project is there, by its name and with its labels;
 *   <li>every expression of the dashboard gives numbers, with the labels that the panel shows;
 *   <li>the metrics whose values follow from what was sent have these values;
 *   <li>every rule is evaluated without an error, each metric that it selects is there with these labels, and the whole of it has
 *       an answer, as has each of its parts, with comparisons that answer no as well. Whether a rule fires when it should is not
 *       shown here: most must not. It is, by promtool, with made-up series;
 *   <li>two rules fire, and only when they should: dead letters rise, and the job does not run since its TaskManager is gone.
 * </ul>
 *
 * <p>Against what is shipped, Prometheus asks addresses of the loopback, each second, and rules fire without waiting. A program of
 * its own, so that it can run in a network of its own.
 */
final class MonitoredRun {
    private static final Path STORY = Path.of("src/main/resources/io/leaverwatch/demo");
    private static final Duration LIMIT = Await.PATIENCE;
    private static final int BROKEN = 20;
    private static final int LEAST_ALERTS = 23;

    private final Broker broker;
    private final StandaloneCluster cluster;
    private final Prometheus prometheus;

    private MonitoredRun(Broker broker, StandaloneCluster cluster, Prometheus prometheus) {
        this.broker = broker;
        this.cluster = cluster;
        this.prometheus = prometheus;
    }

    /** Takes no words. Ends with an error where something is not as it should be. */
    public static void main(String[] args) throws Exception {
        try (Broker broker = Broker.start();
                StandaloneCluster cluster = StandaloneCluster.builder()
                        .environment("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())
                        .metrics()
                        .start();
                Prometheus prometheus = Prometheus.start(files(cluster.metricsPorts()))) {
            new MonitoredRun(broker, cluster, prometheus).run();
        }
    }

    private void run() throws Exception {
        broker.createJobTopics();
        awaitFiring("LeaverwatchNotRunning");
        String job = cluster.submit("target/leaverwatch-thin.jar", "live", "--config", "deploy/config/live.yaml");
        cluster.awaitStatus(job, "RUNNING");
        awaitSamples(Metric.DEAD_LETTERS.prometheusName());
        Await.value("no rule fires", LIMIT, () -> prometheus.query("ALERTS"), List::isEmpty);

        long before = Instant.now().getEpochSecond();
        tellTheStory();
        cluster.checkpoint(job);
        awaitFiring("LeaverwatchDeadLettersRise");
        // A scrape that takes too long is a job that does not run, until the next one.
        List<JsonNode> firing =
                Await.value("one rule fires", LIMIT, () -> prometheus.query("ALERTS"), alerts -> alerts.size() == 1);
        assertThat(firing.get(0).path("metric").path("alertname").asText()).isEqualTo("LeaverwatchDeadLettersRise");
        assertThat(firing.get(0).path("metric").path("topic").asText()).isEqualTo("access_events");
        everyMetricIsThere();
        valuesFollowFromTheStory(before);
        everyPanelShowsNumbers();
        everyRuleHasAnAnswer();

        cluster.killTaskManager();
        awaitFiring("LeaverwatchNotRunning");
    }

    /** The demo's story, with a departure that is taken back after its alerts, broken lines and a tombstone. */
    private void tellTheStory() throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> later = new ArrayList<>();
        for (String file : List.of("contact-creator.ndjson", "organise.ndjson")) {
            lines(file).forEach(line -> records.add(record("access-events", line)));
        }
        lines("credentials.ndjson").forEach(line -> records.add(record("credential-links", line)));
        for (String line : lines("memberships.ndjson")) {
            (line.contains("RETRACTED") ? later : records).add(record("membership-events", line));
        }
        for (int i = 0; i < BROKEN; i++) {
            records.add(record("access-events", "no event"));
        }
        records.add(record("credential-links", lines("credentials.ndjson").get(0)));
        String told = lines("memberships.ndjson").get(0);
        records.add(record("membership-events", told));
        records.add(record("membership-events", told.replace("dues dispute", "another reason")));
        broker.send(records);
        awaitMore(Metric.ALERTS);
        broker.send(later);
        broker.send("membership-events", "hsa-0031", null);
        for (Metric metric : List.of(Metric.WITHDRAWALS, Metric.TOMBSTONES, Metric.DEAD_LETTERS, Metric.LOOKBACK)) {
            awaitMore(metric);
        }
    }

    private void everyMetricIsThere() throws Exception {
        for (Metric metric : Metric.values()) {
            String name = metric.prometheusName();
            assertThat(Await.value(name, LIMIT, () -> prometheus.query(name), samples -> !samples.isEmpty()))
                    .as(name)
                    .allSatisfy(sample -> {
                        for (String label : metric.labels()) {
                            assertThat(sample.path("metric").path(label).asText())
                                    .isNotEmpty();
                        }
                        assertThat(sample.path("metric").has("quantile"))
                                .isEqualTo(metric.type() == Metric.Type.HISTOGRAM);
                    });
        }
    }

    /** The story is of ten members, of whom six leave and one has not left after all; it has one broken access, and one twice. */
    private void valuesFollowFromTheStory(long before) {
        awaitValue("sum(" + Metric.MEMBERS.prometheusName() + ")", 10);
        awaitValue("sum(" + Metric.DEPARTURES.prometheusName() + ")", 6);
        awaitValue("sum(" + Metric.CASES.prometheusName() + ")", 5);
        awaitValues(
                Metric.EVENTS, "topic", Map.of("membership_events", 10, "credential_links", 16, "access_events", 98));
        awaitValues(
                Metric.DEAD_LETTERS,
                "topic",
                Map.of("membership_events", 0, "credential_links", 0, "access_events", BROKEN + 1));
        awaitValues(
                Metric.TOMBSTONES, "topic", Map.of("membership_events", 1, "credential_links", 0, "access_events", 0));
        awaitValues(Metric.REDELIVERED, "kind", Map.of("membership", 2, "link", 1, "access", 1));
        // Of the three copies that with the other reason counts, so two have other content.
        awaitValues(Metric.CONFLICTS, "kind", Map.of("membership", 2, "link", 0, "access", 0));
        awaitValue("sum(" + Metric.REPAIRS.prometheusName() + ")", 0);
        // Each alert that is said has a delay. At least those that stay were said, and the one that is withdrawn.
        String alerts = "sum(" + Metric.ALERTS.prometheusName() + ")";
        awaitSamples(alerts + " == sum(" + Metric.LATENCY.prometheusName() + "_count) > " + LEAST_ALERTS);
        // The story's own times lie ahead: what is dated so is no newer than when it came.
        for (JsonNode sample : awaitSamples("max by (topic) (" + Metric.NEWEST_EVENT.prometheusName() + ")")) {
            assertThat(value(sample)).as(sample.toString()).isBetween((double) before, (double)
                    Instant.now().getEpochSecond());
        }
    }

    private void awaitValue(String expression, int value) {
        Await.value(
                expression + " is " + value,
                LIMIT,
                () -> prometheus.query(expression),
                samples -> samples.size() == 1 && value(samples.get(0)) == value);
    }

    /** The sums by a label; none has another. */
    private void awaitValues(Metric metric, String label, Map<String, Integer> values) {
        String sums = "sum by (" + label + ") (" + metric.prometheusName() + ")";
        awaitValue("count(" + sums + ")", values.size());
        values.forEach((name, value) ->
                awaitValue("sum(" + metric.prometheusName() + "{" + label + "=\"" + name + "\"})", value));
    }

    private void everyPanelShowsNumbers() {
        for (Target target : MonitoringFiles.targets()) {
            assertThat(awaitSamples(target.expression())).as(target.panel()).allSatisfy(sample -> {
                for (String label : target.labels()) {
                    assertThat(sample.path("metric").path(label).asText()).isNotEmpty();
                }
                assertThat(value(sample)).isFinite();
            });
        }
    }

    private void everyRuleHasAnAnswer() throws Exception {
        for (AlertRule rule : MonitoringFiles.rules()) {
            MonitoringFiles.selectors(rule.expression()).forEach(this::awaitSamples);
            String asked = MonitoringFiles.answerable(rule.expression());
            assertThat(asked).as(rule.name()).contains(" bool ");
            awaitSamples(asked);
            MonitoringFiles.operands(asked).forEach(this::awaitSamples);
        }
        assertThat(prometheus.rules())
                .hasSameSizeAs(MonitoringFiles.rules())
                .allSatisfy(rule -> assertThat(rule.path("health").asText())
                        .as(rule.toString())
                        .isEqualTo("ok"));
    }

    private void awaitFiring(String rule) {
        awaitSamples("ALERTS{alertstate=\"firing\", alertname=\"" + rule + "\"}");
    }

    private void awaitMore(Metric metric) {
        awaitSamples("sum(" + metric.prometheusName() + ") > 0");
    }

    private List<JsonNode> awaitSamples(String expression) {
        return Await.value(
                "an answer to " + expression,
                LIMIT,
                () -> prometheus.query(expression),
                samples -> !samples.isEmpty() && samples.stream().allMatch(sample -> Double.isFinite(value(sample))));
    }

    private static double value(JsonNode sample) {
        return sample.path("value").path(1).asDouble(Double.NaN);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String line) {
        return new ProducerRecord<>(topic, line.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(STORY.resolve(file));
    }

    /** A folder with what is shipped for Prometheus, changed as little as a test needs. */
    private static Path files(List<Integer> ports) throws IOException {
        ObjectNode settings = (ObjectNode) DeployFiles.yaml("monitoring/prometheus.yml");
        settings.withObject("/global").put("scrape_interval", "1s").put("evaluation_interval", "1s");
        ObjectNode scraped = (ObjectNode) settings.path("scrape_configs").path(0);
        scraped.remove("dns_sd_configs");
        ArrayNode addresses = scraped.putArray("static_configs").addObject().putArray("targets");
        ports.forEach(port -> addresses.add("127.0.0.1:" + port));
        Path folder = Prometheus.createFolder();
        Files.writeString(folder.resolve("prometheus.yml"), settings.toString());
        Path rules = folder.resolve("rules/leaverwatch.yml");
        Files.createDirectories(rules.getParent());
        Files.writeString(rules, DeployFiles.text(MonitoringFiles.RULES).replaceAll("(?m)^( +for): .*$", "$1: 0s"));
        return folder;
    }
}
