package io.leaverwatch.connectors;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.AccessLines;
import io.leaverwatch.formats.EventOutput;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.LineHandler;
import io.leaverwatch.formats.LinkLines;
import io.leaverwatch.formats.MembershipLines;
import io.leaverwatch.formats.Place;
import io.leaverwatch.formats.RecordReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one kind of input topic, each a line. Of accesses only those to protected systems leave the source; a
 * departure may still come, so whose they are plays no part. A record without a value is a dead letter; in a membership
 * or link topic with a key it is what compaction leaves of a deletion, and is only counted: what was said is kept.
 */
final class LineRecords implements KafkaRecordDeserializationSchema<ReadRecord> {
    private static final long serialVersionUID = 1L;

    private final InputKind kind;
    private final List<String> topics;
    private final Policy policy;
    private transient Map<TopicPartition, RecordReader> readers;
    private transient Map<String, TopicMetrics> metrics;
    /** Null for other inputs than accesses. */
    private transient SystemMetrics systems;
    /** Of the last record: the next is mostly of the same partition. */
    private transient RecordReader reader;

    private transient String topic;
    private transient int partition;
    private transient MetricGroup operator;
    private transient Collector<ReadRecord> output;
    private transient long arrivedAt;

    /** @param topics in the order in which copies of one event count */
    LineRecords(InputKind kind, List<String> topics, Policy policy) {
        this.kind = kind;
        this.topics = List.copyOf(topics);
        this.policy = policy;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        readers = new HashMap<>();
        metrics = new HashMap<>();
        operator = context.getMetricGroup();
        topics.forEach(this::metrics);
        systems = kind == InputKind.ACCESS ? new SystemMetrics(policy, operator) : null;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<ReadRecord> out) throws IOException {
        if (message.value() == null && message.key() != null && kind != InputKind.ACCESS) {
            metrics(message.topic()).tombstone();
            return;
        }
        output = out;
        arrivedAt = message.timestamp();
        if (message.partition() != partition || !message.topic().equals(topic)) {
            topic = message.topic();
            partition = message.partition();
            reader = readers.computeIfAbsent(new TopicPartition(topic, partition), this::readerOf);
        }
        reader.read(message.value(), message.offset());
    }

    private TopicMetrics metrics(String topic) {
        return metrics.computeIfAbsent(topic, name -> new TopicMetrics(name, operator));
    }

    private RecordReader readerOf(TopicPartition read) {
        Place place = new Place(kind, topics.indexOf(read.topic()), read.topic(), read.partition());
        TopicMetrics counted = metrics(read.topic());
        LineHandler handler = switch (kind) {
            case MEMBERSHIP ->
                new MembershipLines(place, policy, to(ReadRecord::of, event -> event.recordedAt(), counted));
            case LINK ->
                new LinkLines(place, policy, LeaverIndex.EVERYONE, to(ReadRecord::of, link -> arrivedAt, counted));
            case ACCESS ->
                new AccessLines(
                        place,
                        policy,
                        LeaverIndex.EVERYONE,
                        to(
                                access -> {
                                    systems.access(access.system(), access.occurredAt(), arrivedAt);
                                    return ReadRecord.of(access);
                                },
                                access -> access.occurredAt(),
                                counted));
        };
        return new RecordReader(place, handler);
    }

    private <T> EventOutput<T> to(Function<T, ReadRecord> record, ToLongFunction<T> happenedAt, TopicMetrics counted) {
        return new EventOutput<>() {
            @Override
            public void event(T event) {
                counted.event(happenedAt.applyAsLong(event), arrivedAt);
                output.collect(record.apply(event));
            }

            @Override
            public void deadLetter(DeadLetter deadLetter) {
                counted.deadLetter(deadLetter);
                output.collect(ReadRecord.of(deadLetter));
            }
        };
    }

    @Override
    public TypeInformation<ReadRecord> getProducedType() {
        return ReadRecordSerializer.TYPE;
    }
}
