package io.leaverwatch.connectors;

import io.leaverwatch.domain.Published;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The job's own output records, read back. What others wrote there, or deleted, is passed over: it is theirs, also where
 * they are jobs like this one.
 */
final class PublishedRecords implements KafkaRecordDeserializationSchema<Published> {
    private static final long serialVersionUID = 1L;

    private final Map<String, Published.Kind> kinds;
    private final String job;

    /**
     * Reads one job's.
     *
     * @param kinds topic → what it holds
     * @param job the job's groupId
     */
    PublishedRecords(Map<String, Published.Kind> kinds, String job) {
        this.kinds = kinds;
        this.job = job;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Published> out) {
        String caseKey = OutputHeaders.caseKey(message.headers(), job);
        if (caseKey != null && message.key() != null && message.value() != null) {
            out.collect(new Published(
                    kinds.get(message.topic()),
                    new String(message.key(), StandardCharsets.UTF_8),
                    caseKey,
                    OutputHeaders.isStanding(message.headers()),
                    message.value()));
        }
    }

    @Override
    public TypeInformation<Published> getProducedType() {
        return TypeInformation.of(Published.class);
    }
}
