package io.leaverwatch.connectors;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.LiveSettings.Start;
import io.leaverwatch.domain.Published;
import io.leaverwatch.formats.InputKind;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The topics of a live job as streams that do not end. Their watermarks play no part, so none are made. */
public final class KafkaInputs {
    /** Looking at each of the job's own records as it comes would cost more than writing it, and nothing waits for it. */
    private static final Map<String, String> IN_BULK = Map.of(
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "262144",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "200");

    /** Kafka's own 500 records are a few milliseconds' work. */
    private static final Map<String, String> IN_LARGE_PARTS = Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "4000");

    /** Whatever the user says of the inputs: what is not committed yet may still be lost. */
    private static final Map<String, String> COMMITTED =
            Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");

    private final LiveSettings settings;

    /** By these settings. */
    public KafkaInputs(LiveSettings settings) {
        this.settings = settings;
    }

    /** All membership events, from the topic's beginning. */
    public DataStream<ReadRecord> memberships(StreamExecutionEnvironment env) {
        String topic = settings.topics().membership();
        return lines(
                env, "read-membership-events", List.of(topic), InputKind.MEMBERSHIP, OffsetsInitializer.earliest());
    }

    /** All links, from the topic's beginning. */
    public DataStream<ReadRecord> links(StreamExecutionEnvironment env) {
        String topic = settings.topics().credentials();
        return lines(env, "read-credential-links", List.of(topic), InputKind.LINK, OffsetsInitializer.earliest());
    }

    /**
     * The accesses to protected systems, from where the settings say.
     *
     * @param ends where topics ended when the job was first started: after a crash before its first checkpoint, the
     *     latest is still what it was then
     */
    public DataStream<ReadRecord> accesses(StreamExecutionEnvironment env, TopicEnds ends) {
        List<String> topics = settings.topics().accesses();
        return accesses(env, ends, new LineRecords(InputKind.ACCESS, topics, settings.policy()));
    }

    /** The records of access topics, as above, as something else. */
    <T> DataStream<T> accesses(
            StreamExecutionEnvironment env, TopicEnds ends, KafkaRecordDeserializationSchema<T> records) {
        Start start = settings.accessesFrom();
        OffsetsInitializer offsets = switch (start.kind()) {
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> ends.initializer();
            case TIME -> OffsetsInitializer.timestamp(start.millis());
        };
        return read(env, "read-accesses", settings.topics().accesses(), records, offsets, IN_LARGE_PARTS, Map.of());
    }

    /**
     * What the job itself has written.
     *
     * @param ends where its topics ended before it first started: what lies before is another job's
     */
    public DataStream<Published> published(StreamExecutionEnvironment env, TopicEnds ends) {
        PublishedRecords records = new PublishedRecords(KafkaOutputs.kinds(settings.topics()), settings.groupId());
        List<String> topics = List.copyOf(KafkaOutputs.kinds(settings.topics()).keySet());
        return read(env, "read-own-outputs", topics, records, ends.initializer(), IN_BULK, COMMITTED);
    }

    private DataStream<ReadRecord> lines(
            StreamExecutionEnvironment env, String id, List<String> topics, InputKind kind, OffsetsInitializer start) {
        return read(env, id, topics, new LineRecords(kind, topics, settings.policy()), start, Map.of(), Map.of());
    }

    private <T> DataStream<T> read(
            StreamExecutionEnvironment env,
            String id,
            List<String> topics,
            KafkaRecordDeserializationSchema<T> records,
            OffsetsInitializer start,
            Map<String, String> defaults,
            Map<String, String> own) {
        Properties properties = KafkaProperties.of(settings);
        defaults.forEach(properties::putIfAbsent);
        properties.putAll(own);
        // What a producer took back was never said.
        properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        KafkaSourceBuilder<T> source = KafkaSource.<T>builder()
                .setProperties(properties)
                .setProperty(
                        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                        Long.toString(settings.discoveryMillis()))
                .setClientIdPrefix(settings.groupId() + "-" + id)
                .setGroupId(settings.groupId())
                .setTopics(topics)
                .setStartingOffsets(new StartingAt(start))
                .setDeserializer(records);
        return env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), id)
                .uid(id);
    }
}
