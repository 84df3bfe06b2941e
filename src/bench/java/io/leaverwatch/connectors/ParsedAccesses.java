package io.leaverwatch.connectors;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.AccessReader;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.Place;
import io.leaverwatch.types.Types;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Access topics as a job reads them that only parses: each line that is a protected access becomes one, whole. */
public final class ParsedAccesses implements KafkaRecordDeserializationSchema<AccessEvent> {
    private static final long serialVersionUID = 1L;

    private final Policy policy;
    private transient AccessReader reader;

    private ParsedAccesses(Policy policy) {
        this.policy = policy;
    }

    /** The accesses to protected systems, read from the topics as the product reads them. */
    public static DataStream<AccessEvent> read(StreamExecutionEnvironment env, KafkaInputs inputs, Policy policy) {
        return inputs.accesses(env, TopicEnds.UNKNOWN, new ParsedAccesses(policy));
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        reader = new AccessReader(policy);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<AccessEvent> out) {
        Place place = new Place(InputKind.ACCESS, 0, message.topic(), message.partition());
        AccessEvent access = reader.read(place, message.offset(), message.value());
        if (access != null) {
            out.collect(access);
        }
    }

    @Override
    public TypeInformation<AccessEvent> getProducedType() {
        return Types.ACCESS;
    }
}
