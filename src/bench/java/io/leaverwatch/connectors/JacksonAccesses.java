package io.leaverwatch.connectors;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Access topics as most jobs read them: Jackson makes an object of each record. */
public final class JacksonAccesses implements KafkaRecordDeserializationSchema<JacksonAccesses.Access> {
    private static final long serialVersionUID = 1L;

    private transient ObjectReader reader;

    private JacksonAccesses() {}

    /** The fields of an access that the product knows, as they are written. */
    public record Access(
            String eventId,
            String occurredAt,
            String system,
            String credentialId,
            String action,
            String outcome,
            String sessionId,
            long recordsAffected) {}

    /** The accesses of all records. */
    public static DataStream<Access> read(StreamExecutionEnvironment env, KafkaInputs inputs) {
        return inputs.accesses(env, TopicEnds.UNKNOWN, new JacksonAccesses());
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        reader = new ObjectMapper().readerFor(Access.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Access> out) throws IOException {
        out.collect(reader.readValue(message.value()));
    }

    @Override
    public TypeInformation<Access> getProducedType() {
        return TypeInformation.of(Access.class);
    }
}
