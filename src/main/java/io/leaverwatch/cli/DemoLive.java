package io.leaverwatch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.LiveSettingsReader;
import io.leaverwatch.jobs.LiveJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The story in time-lapse through a real broker and the live job, with its alerts as they come. */
final class DemoLive {
    private static final byte[] BROKEN = "a first record that is broken".getBytes(StandardCharsets.UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final DemoStory story;
    private final PrintWriter console;
    private final Map<String, Long> sentAt = new HashMap<>();
    private final List<Long> delays = new ArrayList<>();
    private final Map<String, JsonNode> told = new HashMap<>();

    DemoLive(DemoStory story, PrintWriter console) {
        this.story = story;
        this.console = console;
    }

    /** Plays it to its end. */
    void run() throws Exception {
        console.println("Starting a Kafka broker and an embedded Flink ...");
        try (DemoBroker broker = DemoBroker.start()) {
            LiveSettings settings = settings(broker);
            LiveJob live = new LiveJob(settings);
            live.prepare(warning -> console.println("leaverwatch: " + warning + "."));
            JobClient job = live.start();
            try {
                play(settings, job);
            } finally {
                // Its clients must be gone before the broker, of which they would miss something.
                job.cancel().get();
                job.getJobExecutionResult()
                        .handle((result, cancelled) -> result)
                        .get();
            }
        }
        console.println();
        delays.sort(null);
        console.println(delays.size() + " alerts and withdrawals, half of them within "
                + delays.get(delays.size() / 2)
                + " ms after the last record that they rest on was sent, the slowest after "
                + delays.get(delays.size() - 1) + " ms.");
        console.println("In the end " + now("OPEN") + " alerts are open and " + now("EXEMPTED")
                + " exempted, those that 'leaverwatch demo' shows.");
        console.flush();
    }

    private long now(String status) {
        return told.values().stream()
                .filter(alert -> alert.path("status").asText().equals(status))
                .count();
    }

    private LiveSettings settings(DemoBroker broker) throws IOException {
        Path file = broker.folder().resolve("live.yaml");
        Files.writeString(
                file,
                "policy: "
                        + JSON.writeValueAsString(
                                story.file(DemoStory.POLICY).toAbsolutePath().toString())
                        + "\nkafka: {bootstrap.servers: \"" + broker.servers() + "\"}\n");
        return LiveSettingsReader.read(file);
    }

    private void play(LiveSettings settings, JobClient job) throws Exception {
        LiveSettings.Topics topics = settings.topics();
        List<StoryRecords.Line> lines = StoryRecords.of(
                story,
                topics.membership(),
                topics.credentials(),
                topics.accesses().get(0));
        Properties clients = new Properties();
        clients.setProperty("bootstrap.servers", settings.brokers());
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<String, String> consumer =
                        new KafkaConsumer<>(clients, new StringDeserializer(), new StringDeserializer())) {
            warmUp(producer, consumer, topics, job);
            console.println("The story in time-lapse, a record every " + BETWEEN.toMillis() + " ms; its alerts:");
            console.println();
            assign(consumer, topics.alerts());
            for (StoryRecords.Line line : lines) {
                producer.send(new ProducerRecord<>(line.topic(), line.line())).get();
                if (line.eventId() != null) {
                    sentAt.put(line.eventId(), System.currentTimeMillis());
                }
                tell(consumer, BETWEEN);
            }
            int before;
            do {
                before = delays.size();
                tell(consumer, QUIET);
            } while (delays.size() > before);
        }
    }

    /** Waits until the job sets a broken record aside: only then it reads, and starting counts as no one's delay. */
    private void warmUp(
            KafkaProducer<byte[], byte[]> producer,
            KafkaConsumer<String, String> consumer,
            LiveSettings.Topics topics,
            JobClient job)
            throws Exception {
        assign(consumer, topics.deadLetters());
        producer.send(new ProducerRecord<>(topics.accesses().get(0), BROKEN)).get();
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (consumer.poll(BETWEEN).isEmpty()) {
            if (job.getJobStatus().get().isTerminalState()) {
                job.getJobExecutionResult().get();
            }
            if (System.nanoTime() > end) {
                throw new IOException("the job did not start within " + LONGEST_START.toSeconds() + " s");
            }
        }
    }

    private static void assign(KafkaConsumer<String, String> consumer, String topic) {
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Prints what comes within a while. */
    private void tell(KafkaConsumer<String, String> consumer, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        do {
            long left = Math.max(0, end - System.nanoTime());
            for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofNanos(left))) {
                tell(JSON.readTree(each.value()));
            }
        } while (System.nanoTime() < end);
    }

    private void tell(JsonNode alert) {
        long now = System.currentTimeMillis();
        long newest = 0;
        for (JsonNode evidence : alert.path("evidence")) {
            newest = Math.max(
                    newest, sentAt.getOrDefault(evidence.path("eventId").asText(), 0L));
        }
        long delay = now - newest;
        delays.add(delay);
        console.printf(
                "%s  %-9s %-8s %-22s %-8s %-18s %5d ms%s%n",
                alert.path("occurredAt").asText().substring(0, 16).replace('T', ' '),
                alert.path("status").asText(),
                alert.path("severity").asText(),
                alert.path("ruleId").asText(),
                alert.path("memberId").asText(),
                alert.path("credentialId").asText("several"),
                delay,
                difference(told.put(alert.path("alertId").asText(), alert), alert));
        console.flush();
    }

    /** How an alert differs from what was said of it before; empty where nothing was. */
    private static String difference(JsonNode before, JsonNode alert) {
        if (before == null) {
            return "";
        }
        for (String field : List.of("status", "severity")) {
            if (!before.path(field).equals(alert.path(field))) {
                return "  was " + before.path(field).asText();
            }
        }
        return "  again: what it rests on changed";
    }
}
