package io.leaverwatch.connectors;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.formats.DeadLetterWriter;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Dead letters as records, keyed by where the letter was read: read again after a crash, it is the same one again. */
final class DeadLetterRecords implements KafkaRecordSerializationSchema<DeadLetter> {
    private static final long serialVersionUID = 1L;

    private final String topic;

    DeadLetterRecords(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        String place = letter.source() + "/" + letter.partition() + "/" + letter.position();
        return new ProducerRecord<>(
                topic, null, null, place.getBytes(StandardCharsets.UTF_8), DeadLetterWriter.write(letter));
    }
}
