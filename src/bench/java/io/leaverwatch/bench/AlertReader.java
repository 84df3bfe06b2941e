package io.leaverwatch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads an alerts topic from its beginning, as soon as records can be read. For one thread. */
final class AlertReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_WAIT_MILLIS = 10;
    private static final int PATIENT_BYTES = 1 << 20;
    private static final int PATIENT_WAIT_MILLIS = 100;
    private static final Duration POLL = Duration.ofMillis(MOST_WAIT_MILLIS);
    private static final long PATIENCE_MINUTES = 60;
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String WITHDRAWN = "WITHDRAWN";

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** One that reads each alert as it comes. */
    AlertReader(LiveBroker broker, String topic) {
        this(broker, topic, 1, MOST_WAIT_MILLIS);
    }

    /** One that takes little from the cores that it shares with what is measured: reads ten times a second. */
    static AlertReader patient(LiveBroker broker, String topic) {
        return new AlertReader(broker, topic, PATIENT_BYTES, PATIENT_WAIT_MILLIS);
    }

    private AlertReader(LiveBroker broker, String topic, int leastBytes, int mostWaitMillis) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.servers(),
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        leastBytes,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        mostWaitMillis,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(LiveBroker.partitions(topic));
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Takes alerts that name a single access. */
    interface Taker {
        /**
         * Takes one.
         *
         * @param eventId of the access
         * @param readAt when it was read, by {@link System#nanoTime}
         */
        void take(String eventId, boolean isWithdrawn, long readAt);
    }

    /** Fails where waiting has no sense any more. */
    interface Check {
        void run() throws Exception;
    }

    /** Reads what there is, or waits for it a moment. */
    void poll(Taker taker) {
        var records = consumer.poll(POLL);
        long readAt = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            JsonNode alert = parse(each.value());
            JsonNode access = alert.path("access");
            if (access.isObject()) {
                taker.take(
                        access.path("eventId").asText(),
                        alert.path("status").asText().equals(WITHDRAWN),
                        readAt);
            }
        }
    }

    private static JsonNode parse(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until alerts on markers have been read.
     *
     * @param areWithdrawn whether those that withdraw them are waited for
     * @param check is made about once a second
     * @return when the last one was read, by {@link System#nanoTime}
     * @throws BenchFailure where that takes too long or the job fails
     */
    long awaitMarkers(Set<String> markers, boolean areWithdrawn, Check check) throws Exception {
        Set<String> missing = new HashSet<>(markers);
        long[] last = new long[1];
        long begun = System.nanoTime();
        long checked = begun;
        while (!missing.isEmpty()) {
            poll((eventId, isWithdrawn, readAt) -> {
                if (isWithdrawn == areWithdrawn && missing.remove(eventId)) {
                    last[0] = readAt;
                }
            });
            long now = System.nanoTime();
            if (now - checked > CHECK_NANOS) {
                checked = now;
                check.run();
            }
            if (now - begun > TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES)) {
                throw new BenchFailure("no alerts on " + missing + " in " + PATIENCE_MINUTES + " minutes.");
            }
        }
        return last[0];
    }

    @Override
    public void close() {
        consumer.close();
    }
}
