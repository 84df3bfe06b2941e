package io.leaverwatch.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import io.leaverwatch.testkit.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records that break the rules, on all inputs: each is set aside with its place and for the reason that a replay of the same
 * lines gives, and the job goes on.
 */
@ExtendWith(BrokerExtension.class)
class PoisonITCase {
    private static final Duration LIMIT = Await.PATIENCE;
    private static final String MEMBERSHIP = "membership";
    private static final String CREDENTIALS = "credentials";
    private static final String ACCESSES = "accesses";
    private static final String EVENT =
            "{\"eventId\":\"e\",\"memberId\":\"m\",\"type\":\"RESIGNED\",\"effectiveAt\":\"2031-05-21T08:15Z\"";
    private static final String LINK = "{\"credentialId\":\"c\",\"memberId\":\"m\"";
    private static final String ACCESS = "{\"eventId\":\"e\",\"credentialId\":\"login-1\",\"system\":\"Organise\","
            + "\"occurredAt\":\"2031-05-21T08:15Z\"";

    private static final List<String> BAD_EVERYWHERE = List.of(
            "",
            "not json",
            "[]",
            "null",
            "\"text\"",
            "{}",
            "{\"eventId\":",
            "{\"eventId\":7,\"credentialId\":7,\"memberId\":7}",
            "eventId,occurredAt,system",
            "\u0000",
            "{\"n\":" + "[".repeat(1_001) + "]".repeat(1_001) + "}");
    private static final Map<String, List<String>> BAD = Map.of(
            MEMBERSHIP,
            List.of(
                    EVENT + "} x",
                    EVENT + ",\"n\":NaN}",
                    EVENT + ",\"type\":\"left\"}",
                    EVENT + ",\"type\":7}",
                    EVENT + ",\"type\":\"RETRACTED\"}",
                    EVENT + ",\"memberId\":\" \\u00a0\"}",
                    EVENT + ",\"effectiveAt\":null}",
                    EVENT + ",\"effectiveAt\":\"soon\"}",
                    EVENT + ",\"recordedAt\":\"2031-02-29T08:15Z\"}",
                    EVENT + ",\"n\":\"" + "x".repeat(1 << 20) + "\"}",
                    LINK + "}",
                    ACCESS + "}"),
            CREDENTIALS,
            List.of(
                    LINK + "}}",
                    LINK + ",\"relation\":\"OTHER\"}",
                    LINK + ",\"validFrom\":\"2031-05-21\",\"validUntil\":\"2031-05-21\"}",
                    LINK + ",\"validUntil\":true}",
                    LINK + ",\"n\":\"" + "x".repeat(1 << 20) + "\"}",
                    EVENT + "}"),
            ACCESSES,
            List.of(
                    ACCESS + "}{}",
                    ACCESS + ",\"n\":Infinity}",
                    ACCESS + ",\"outcome\":\"SUCCES\"}",
                    ACCESS + ",\"occurredAt\":\"2031-05-21\"}",
                    ACCESS + ",\"occurredAt\":\"2031-05-21T24:00Z\"}",
                    ACCESS + ",\"occurredAt\":null}",
                    ACCESS + ",\"eventId\":\"\"}",
                    ACCESS + ",\"system\":[]}",
                    ACCESS + ",\"n\":\"\\x\"}",
                    ACCESS + ",\"n\":\"" + "x".repeat(1 << 20) + "\"}",
                    EVENT + "}",
                    LINK + "}"));

    /** The look-back goes by the machine's clock. */
    private final Instant left = Instant.now().minus(Duration.ofDays(3));

    @TempDir
    private Path folder;

    private final Map<String, Integer> offsets = new TreeMap<>();
    private final Set<String> bad = new TreeSet<>();
    private final List<ProducerRecord<byte[], byte[]>> unsent = new ArrayList<>();
    private int withoutValue;
    private LiveTopics topics;

    @Test
    void setsEachBadRecordAsideAndGoesOn(Broker broker) throws Exception {
        topics = LiveTopics.create(broker, folder, "poison", 1, null);
        try (MiniCluster cluster = TestCluster.start(1);
                LiveRun run = new LiveRun(cluster, topics)) {
            run.start(1, null);
            tell(CREDENTIALS, link(1));
            tell(CREDENTIALS, link(2));
            tell(MEMBERSHIP, left(1));
            tell(ACCESSES, Leavers.access("first-1", 1, left.plusSeconds(60)));
            tell(ACCESSES, Leavers.access("first-2", 2, left.plusSeconds(60)));
            sendAndAwaitAlerts(Set.of("first-1"));

            takeBack(broker, Leavers.access("taken-back", 1, left.plusSeconds(90)));
            poison();
            for (String year : List.of("2099", "1970")) {
                Instant far = Instant.parse(year + "-05-21T08:15:00Z");
                tell(ACCESSES, Leavers.access(year + "-1", 1, far));
                tell(ACCESSES, Leavers.access(year + "-2", 2, far));
            }
            tell(ACCESSES, Leavers.access("second-1", 1, left.plusSeconds(120)));
            tell(MEMBERSHIP, left(2));
            sendAndAwaitAlerts(Set.of("first-1", "second-1", "2099-1", "first-2", "2099-2"));

            Await.until(
                    "all bad records are set aside",
                    LIMIT,
                    () -> topics.newest("deadLetters").size() >= bad.size());
            assertThat(topics.newest("deadLetters").keySet()).isEqualTo(bad);
            SetAside aside = SetAside.of(topics, replayed());
            // A file has no line without a value.
            assertThat(aside.check("poison", List.of(new byte[0]))).isEqualTo(bad.size() - withoutValue);
        }
    }

    /** Of the files that are named as the topics. */
    private Replayed replayed() throws Exception {
        return Replayed.of(
                List.of(folder.resolve(MEMBERSHIP + ".ndjson")),
                List.of(folder.resolve(CREDENTIALS + ".ndjson")),
                List.of(folder.resolve(ACCESSES + ".ndjson")),
                null,
                folder.resolve("results"));
    }

    /** What a producer sends in a transaction and takes back is no input. */
    private void takeBack(Broker broker, String line) {
        try (KafkaProducer<byte[], byte[]> producer = broker.producer(Map.of("transactional.id", "taken-back"))) {
            producer.initTransactions();
            producer.beginTransaction();
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(topics.topic(ACCESSES), 0, null, line.getBytes(UTF_8)));
            producer.flush();
            producer.abortTransaction();
        }
        // The record, and what says that it does not count.
        offsets.merge(ACCESSES, 2, Integer::sum);
    }

    private void poison() {
        for (String word : List.of(MEMBERSHIP, CREDENTIALS, ACCESSES)) {
            for (String text : BAD_EVERYWHERE) {
                if (text.isEmpty()) {
                    // A blank line is no bad one.
                    tell(word, text);
                } else {
                    bad(word, text.getBytes(UTF_8));
                }
            }
            BAD.get(word).forEach(text -> bad(word, text.getBytes(UTF_8)));
            bad(word, new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'});
            bad(word, null);
            withoutValue++;
        }
        // What compaction leaves of a deletion.
        put(MEMBERSHIP, new byte[] {1}, null);
        put(CREDENTIALS, new byte[] {1}, null);
    }

    private void bad(String word, byte[] value) {
        bad.add(topics.topic(word) + "/0/" + offsets.getOrDefault(word, 0));
        put(word, null, value);
    }

    private void tell(String word, String text) {
        put(word, null, text.getBytes(UTF_8));
    }

    private void put(String word, byte[] key, byte[] value) {
        offsets.merge(word, 1, Integer::sum);
        if (value != null) {
            append(folder.resolve(word + ".ndjson"), value);
        }
        unsent.add(new ProducerRecord<>(topics.topic(word), 0, key, value));
    }

    private static void append(Path file, byte[] line) {
        byte[] whole = Arrays.copyOf(line, line.length + 1);
        whole[line.length] = '\n';
        try {
            Files.write(file, whole, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sendAndAwaitAlerts(Set<String> accesses) {
        topics.broker().send(unsent);
        unsent.clear();
        Await.value("alerts of " + new TreeSet<>(accesses), LIMIT, topics::accessesOfAlerts, accesses::equals);
    }

    private static String link(int number) {
        return "{\"credentialId\":\"login-%1$d\",\"memberId\":\"member-%1$d\"}".formatted(number);
    }

    private String left(int number) {
        return "{\"eventId\":\"left-%1$d\",\"memberId\":\"member-%1$d\",\"type\":\"RESIGNED\",\"effectiveAt\":\"%2$s\"}"
                .formatted(number, left);
    }
}
