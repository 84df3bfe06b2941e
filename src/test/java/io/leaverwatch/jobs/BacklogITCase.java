package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.StandaloneCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More waits in the topics than a TaskManager has memory: it reads all of it, and takes no more than it was given. */
class BacklogITCase {
    private static final int MEMORY_MEBIBYTES = 1_280;
    private static final int ACCESSES = 1_800_000;
    private static final int LOGINS = 100_000;
    private static final int PARTITIONS = 2;
    private static final int MEMBERS = 20;
    /** How often each leaver is in between; the last times are the backlog's end. */
    private static final int ROUNDS = 10;

    private static final int EACH_ROUND = ACCESSES / ROUNDS;

    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final Instant START = Instant.parse("2031-05-21T00:00:00Z");
    private static final String FILLER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) ".repeat(17);

    @TempDir
    private Path folder;

    @Test
    void readsMoreThanItsMemoryHolds() throws Exception {
        StandaloneCluster.Builder small = StandaloneCluster.builder()
                .option("taskmanager.memory.process.size", MEMORY_MEBIBYTES + "m")
                .option("state.backend.type", "rocksdb")
                .option("execution.checkpointing.incremental", "true");
        try (LiveProcesses live = LiveProcesses.start(small)) {
            StandaloneCluster cluster = live.cluster();
            LiveTopics topics = LiveTopics.create(
                    live.broker(),
                    folder,
                    "backlog",
                    PARTITIONS,
                    null,
                    "flink:",
                    "  execution.checkpointing.interval: 5 s");
            new Leavers(topics, MEMBERS).leave();
            long bytes = fill(topics);
            assertThat(bytes / (1 << 20)).as("the backlog, MiB").isGreaterThan(MEMORY_MEBIBYTES);

            String job = live.submit(PARTITIONS, topics);
            Set<String> leaversAccesses = new TreeSet<>();
            for (int round = 1; round <= ROUNDS; round++) {
                for (int member = 0; member < MEMBERS; member++) {
                    leaversAccesses.add(ofLeaver(round, member));
                }
            }
            Await.value("all is read", LIMIT, topics::accessesOfAlerts, leaversAccesses::equals);
            double restarts = Await.value(
                    "restarts are counted",
                    LIMIT,
                    () -> cluster.rest().metric(job, "numRestarts"),
                    count -> !Double.isNaN(count));
            assertThat(restarts).isZero();
            assertThat(cluster.peakMebibytes("taskmanager-1")).isLessThanOrEqualTo(MEMORY_MEBIBYTES);
            cluster.cancel(job);
        }
    }

    /** Gives how many bytes the lines have. */
    private static long fill(LiveTopics topics) throws IOException {
        Map<String, Object> packed =
                Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4", ProducerConfig.BATCH_SIZE_CONFIG, 1 << 18);
        long bytes = 0;
        AtomicReference<Exception> failed = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = topics.broker().producer(packed)) {
            Feed feed = new Feed(topics, producer, failed);
            for (int i = 1; i <= ACCESSES; i++) {
                Instant at = START.plusMillis(i * 10L);
                bytes += feed.send(i, "other-" + i, "other-" + i % LOGINS, at);
                if (i % EACH_ROUND == 0) {
                    for (int member = 0; member < MEMBERS; member++) {
                        bytes += feed.send(member, ofLeaver(i / EACH_ROUND, member), "login-" + member, at);
                    }
                }
            }
        }
        if (failed.get() != null) {
            throw new IOException("not all was stored", failed.get());
        }
        return bytes;
    }

    /** Sends accesses; whoever uses it looks for what failed when the producer is closed. */
    private record Feed(LiveTopics topics, KafkaProducer<byte[], byte[]> producer, AtomicReference<Exception> failed) {
        /** Gives how many bytes the line has. */
        int send(int number, String id, String login, Instant at) {
            String line = "{\"eventId\":\"" + id + "\",\"credentialId\":\"" + login
                    + "\",\"system\":\"Organise\",\"occurredAt\":\"" + at + "\",\"userAgent\":\"" + FILLER + "\"}";
            byte[] value = line.getBytes(StandardCharsets.UTF_8);
            Future<?> unused = producer.send(
                    topics.record("accesses", number % PARTITIONS, value),
                    (place, failure) -> failed.compareAndSet(null, failure));
            return value.length;
        }
    }

    private static String ofLeaver(int round, int member) {
        return "leaver-" + round + "-" + member;
    }
}
