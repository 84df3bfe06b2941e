package io.leaverwatch.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import io.leaverwatch.testkit.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** More input than usual, and from more partitions. */
@ExtendWith(BrokerExtension.class)
class MuchInputITCase {
    private static final int BURST = 100_000;
    private static final int MARKS = 3;
    /** For each breach: the fact of the case, the alert that is out, and what rules remember of it. */
    private static final long MOST_BYTES = 2_200;
    /** For each access once its member is none who left: it waits in case that changes. */
    private static final long MOST_BYTES_WAITING = 150;

    private static final Duration LIMIT = Await.PATIENCE;
    private static final Instant START = Instant.parse("2031-05-20T01:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void burstOfOneLeaverHoldsUpNoOtherAndIsKeptOnceAsLongAsItCounts(Broker broker) throws Exception {
        LiveTopics topics = LiveTopics.create(
                broker,
                folder,
                "burst",
                2,
                null,
                "flink:",
                "  execution.checkpointing.interval: 1 h",
                "  execution.checkpointing.dir: "
                        + folder.resolve("checkpoints").toUri());
        List<ProducerRecord<byte[], byte[]>> burst = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            String line = Leavers.access("burst-" + i, 0, START.plusMillis(i));
            burst.add(topics.record("accesses", 0, line.getBytes(UTF_8)));
        }
        try (MiniCluster cluster = TestCluster.start(1);
                LiveRun run = new LiveRun(cluster, topics);
                KafkaConsumer<String, String> alerts = tail(topics)) {
            Leavers leavers = new Leavers(topics, 2);
            leavers.leave();
            broker.send(burst);
            run.start(1, null);
            // The whole burst waits to be read; the other leaver comes in between again and again.
            int[] told = {awaitAlertOf(alerts, "burst-0", LIMIT)};
            for (int mark = 1; mark <= MARKS; mark++) {
                int least = BURST / 5 * mark;
                Await.until(least + " alerts of the burst", LIMIT, () -> {
                    told[0] += alerts.poll(Duration.ofMillis(100)).count();
                    return told[0] >= least;
                });
                broker.send(List.of(access(topics, "other-" + mark, 1, 1)));
                int meanwhile = awaitAlertOf(alerts, "other-" + mark, LIMIT);
                assertThat(meanwhile)
                        .as("alerts of the burst before that of other-" + mark)
                        .isLessThan(BURST / 4);
                told[0] += meanwhile;
            }

            broker.send(List.of(access(topics, "last", 0, 0)));
            awaitAlertOf(alerts, "last", LIMIT);
            long size = run.checkpoint();
            assertThat(size).as("bytes of state").isBetween(BURST * 10L, BURST * MOST_BYTES);
            broker.send(burst);
            broker.send(List.of(access(topics, "very-last", 0, 0)));
            awaitAlertOf(alerts, "very-last", LIMIT);
            assertThat(run.checkpoint()).as("bytes of state").isLessThan(size + size / 20);

            leavers.takeBack(0);
            Await.value("the state falls", LIMIT, run::checkpoint, bytes -> bytes < BURST * MOST_BYTES_WAITING);
        }
    }

    @Test
    void readsPartitionsThatAreAddedWhileItRuns(Broker broker) throws Exception {
        LiveTopics topics = LiveTopics.create(broker, folder, "grown", 1, null, "discovery: PT1S");
        try (MiniCluster cluster = TestCluster.start(1);
                LiveRun run = new LiveRun(cluster, topics);
                KafkaConsumer<String, String> alerts = tail(topics)) {
            new Leavers(topics, 2).leave();
            run.start(1, null);
            run.awaitRunning();
            broker.send(List.of(access(topics, "old-partition", 1, 0)));
            awaitAlertOf(alerts, "old-partition", LIMIT);
            broker.growTopic(topics.topic("accesses"), 2);
            broker.send(List.of(access(topics, "new-partition", 1, 1)));
            awaitAlertOf(alerts, "new-partition", LIMIT);
        }
    }

    private static ProducerRecord<byte[], byte[]> access(LiveTopics topics, String id, int login, int partition) {
        byte[] line = Leavers.access(id, login, START.plusSeconds(3_600)).getBytes(UTF_8);
        return topics.record("accesses", partition, line);
    }

    /** Reads what is written from now on. */
    private static KafkaConsumer<String, String> tail(LiveTopics topics) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topics.broker().bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < topics.partitions(); partition++) {
            partitions.add(new TopicPartition(topics.topic("alerts"), partition));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Reads up to the alert of an access; gives how many others were read on the way. */
    private static int awaitAlertOf(KafkaConsumer<String, String> alerts, String access, Duration limit) {
        String named = "\"eventId\":\"" + access + "\"";
        int[] others = new int[1];
        Await.until("the alert of " + access, limit, () -> {
            boolean isFound = false;
            for (ConsumerRecord<String, String> alert : alerts.poll(Duration.ofMillis(100))) {
                if (alert.value().contains(named)) {
                    isFound = true;
                } else {
                    others[0]++;
                }
            }
            return isFound;
        });
        return others[0];
    }
}
