package io.leaverwatch.bench;

import io.leaverwatch.connectors.KafkaInputs;
import io.leaverwatch.connectors.ReadRecord;
import io.leaverwatch.connectors.TopicEnds;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** The job that reads what the product reads, in the same way, and does nothing with it but count. One at a time. */
final class CountParsed extends ProcessFunction<ReadRecord, ReadRecord> {
    private static final long serialVersionUID = 1L;
    private static final LongAdder COUNTED = new LongAdder();

    private CountParsed() {}

    /** Adds the job to an environment. */
    static void build(StreamExecutionEnvironment env, KafkaInputs inputs) {
        COUNTED.reset();
        discard(inputs.memberships(env), "memberships");
        discard(inputs.links(env), "links");
        discard(inputs.accesses(env, TopicEnds.UNKNOWN), "accesses");
    }

    private static void discard(DataStream<ReadRecord> read, String word) {
        read.process(new CountParsed(), read.getType())
                .uid("count-" + word)
                .sinkTo(new DiscardingSink<>())
                .uid("discard-" + word);
    }

    /** How many records the job has parsed. */
    static long counted() {
        return COUNTED.sum();
    }

    @Override
    public void processElement(ReadRecord read, Context context, Collector<ReadRecord> out) {
        COUNTED.increment();
    }
}
