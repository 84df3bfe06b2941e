package io.leaverwatch.connectors;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Published;
import io.leaverwatch.formats.CoveredVerdict;
import io.leaverwatch.formats.VerdictWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Where a live job's verdicts and dead letters go. */
public final class KafkaOutputs {
    /** What the topic takes decides, and not the producer. This is before packing, and so more than the topic's max.message.bytes. */
    private static final int MOST_BYTES = 64 << 20;

    /**
     * Packs nearly as well as LZ4 and keeps its buffers: most batches hold one verdict, and for each LZ4 would make 128 KiB of
     * buffers anew and clear them, which took longer than all else here.
     */
    private static final String VERDICTS_COMPRESSION = "snappy";

    /** Dead letters come many at a time, where a feed breaks. */
    private static final String DEAD_LETTERS_COMPRESSION = "lz4";

    private final LiveSettings settings;

    /** By these settings. */
    public KafkaOutputs(LiveSettings settings) {
        this.settings = settings;
    }

    /** Which topic holds what. */
    static Map<String, Published.Kind> kinds(LiveSettings.Topics topics) {
        Map<String, Published.Kind> kinds = new LinkedHashMap<>();
        kinds.put(topics.alerts(), Published.Kind.ALERT);
        kinds.put(topics.incidents(), Published.Kind.INCIDENT);
        kinds.put(topics.departures(), Published.Kind.DEPARTURE);
        return kinds;
    }

    /** Writes alerts, incidents and departure records, each to its topic. */
    public void writeVerdicts(DataStream<CoveredVerdict> verdicts, VerdictWriter writer) {
        Map<Published.Kind, String> topics = new EnumMap<>(Published.Kind.class);
        kinds(settings.topics()).forEach((topic, kind) -> topics.put(kind, topic));
        write(verdicts, "write-verdicts", VERDICTS_COMPRESSION, new VerdictRecords(topics, writer, settings.groupId()));
    }

    /** Writes dead letters. */
    public void writeDeadLetters(DataStream<DeadLetter> deadLetters) {
        write(
                deadLetters,
                "write-dead-letters",
                DEAD_LETTERS_COMPRESSION,
                new DeadLetterRecords(settings.topics().deadLetters()));
    }

    private <T> void write(
            DataStream<T> output, String id, String compression, KafkaRecordSerializationSchema<T> records) {
        Properties properties = properties(settings, id, compression);
        output.sinkTo(KafkaSink.<T>builder()
                        .setKafkaProducerConfig(properties)
                        .setBootstrapServers(settings.brokers())
                        .setDeliveryGuarantee(
                                settings.isExactlyOnce()
                                        ? DeliveryGuarantee.EXACTLY_ONCE
                                        : DeliveryGuarantee.AT_LEAST_ONCE)
                        .setTransactionalIdPrefix(settings.groupId() + "-" + id)
                        .setRecordSerializer(records)
                        .build())
                .uid(id)
                .name(id);
    }

    /** What the producer of verdicts is configured with; the user's properties win. */
    static Properties properties(LiveSettings settings) {
        return properties(settings, "write-verdicts", VERDICTS_COMPRESSION);
    }

    private static Properties properties(LiveSettings settings, String id, String compression) {
        Properties properties = new Properties();
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MOST_BYTES));
        // As much as it may take, not as it takes: a record has to fit.
        properties.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(MOST_BYTES));
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
        // An alert does not wait for others to share its request; acknowledged by all replicas, it is not lost either.
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.CLIENT_ID_CONFIG, settings.groupId() + "-" + id);
        properties.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(settings.transactionTimeoutMillis()));
        properties.putAll(KafkaProperties.of(settings));
        return properties;
    }
}
