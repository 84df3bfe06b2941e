package io.leaverwatch.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker that tests stand on: keeps order, hides what was aborted, and survives a crash with its data. */
@ExtendWith(BrokerExtension.class)
class BrokerITCase {
    @Test
    void givesBackWhatWasSentByPartition(Broker broker) {
        broker.createTopic("sent", 3);
        List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sent.add(new ProducerRecord<>("sent", i % 3, bytes("k" + i), bytes("v" + i)));
        }
        broker.send(sent);
        List<ConsumerRecord<String, String>> read = broker.read("sent", IsolationLevel.READ_COMMITTED);
        assertThat(read).extracting(ConsumerRecord::partition).isSorted().hasSize(30);
        assertThat(read.subList(0, 10))
                .extracting(ConsumerRecord::value)
                .containsExactly("v0", "v3", "v6", "v9", "v12", "v15", "v18", "v21", "v24", "v27");
    }

    @Test
    void showsAbortedAndOpenTransactionsOnlyToThoseWhoAsk(Broker broker) throws Exception {
        broker.createTopic("transactions", 1);
        try (KafkaProducer<byte[], byte[]> producer =
                broker.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "transactions-test"))) {
            producer.initTransactions();
            inTransaction(producer, "committed");
            producer.commitTransaction();
            inTransaction(producer, "aborted");
            producer.abortTransaction();
            inTransaction(producer, "open");
            assertThat(broker.values("transactions", IsolationLevel.READ_COMMITTED))
                    .containsExactly("committed");
            assertThat(broker.values("transactions", IsolationLevel.READ_UNCOMMITTED))
                    .containsExactly("committed", "aborted", "open");
            producer.commitTransaction();
        }
        assertThat(broker.values("transactions", IsolationLevel.READ_COMMITTED)).containsExactly("committed", "open");
    }

    @Test
    void growsATopic(Broker broker) {
        broker.createTopic("grown", 1);
        broker.growTopic("grown", 4);
        broker.send(List.of(new ProducerRecord<>("grown", 3, null, bytes("last"))));
        assertThat(broker.values("grown", IsolationLevel.READ_COMMITTED)).containsExactly("last");
    }

    @Test
    void keepsItsDataOverAStopAndACrash() throws Exception {
        try (Broker broker = Broker.start()) {
            broker.createTopic("kept", 2, Map.of("cleanup.policy", "compact"));
            broker.send("kept", "first", "1");
            broker.stop();
            broker.restart();
            broker.send("kept", "second", "2");
            broker.kill();
            broker.restart();
            assertThat(broker.values("kept", IsolationLevel.READ_COMMITTED)).containsExactlyInAnyOrder("1", "2");
        }
    }

    private static void inTransaction(KafkaProducer<byte[], byte[]> producer, String value) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("transactions", bytes(value))).get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
