package io.leaverwatch.bench;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.connectors.KafkaInputs;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** A job that reads what the product reads and does nothing with it but count. One at a time. */
final class CountParsed<T> extends ProcessFunction<T, T> {
    private static final long serialVersionUID = 1L;
    private static final LongAdder COUNTED = new LongAdder();

    private CountParsed() {}

    /** Adds the job to an environment. */
    static void build(StreamExecutionEnvironment env, LiveSettings settings, ParseJob job) {
        COUNTED.reset();
        KafkaInputs inputs = new KafkaInputs(settings);
        discard(inputs.memberships(env), "memberships");
        discard(inputs.links(env), "links");
        discard(job.accesses(env, inputs, settings.policy()), "accesses");
    }

    private static <T> void discard(DataStream<T> read, String word) {
        read.process(new CountParsed<>(), read.getType())
                .uid("count-" + word)
                .sinkTo(new DiscardingSink<>())
                .uid("discard-" + word);
    }

    /** How many records the job has parsed. */
    static long counted() {
        return COUNTED.sum();
    }

    @Override
    public void processElement(T read, Context context, Collector<T> out) {
        COUNTED.increment();
    }
}
