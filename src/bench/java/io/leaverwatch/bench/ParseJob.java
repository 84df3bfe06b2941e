package io.leaverwatch.bench;

import io.leaverwatch.connectors.JacksonAccesses;
import io.leaverwatch.connectors.KafkaInputs;
import io.leaverwatch.connectors.ParsedAccesses;
import io.leaverwatch.domain.Policy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Jobs that only read the live job's topics, parse and discard: what its speed is compared with. */
enum ParseJob {
    /** Looks at each line as the product does, and reads whole only those that are accesses to protected systems. */
    PROTECTED("parse protected") {
        @Override
        DataStream<?> accesses(StreamExecutionEnvironment env, KafkaInputs inputs, Policy policy) {
            return ParsedAccesses.read(env, inputs, policy);
        }

        @Override
        long events(LiveTopics topics) {
            return topics.events();
        }
    },
    /** Makes an access of each line with the product's reader, its hash included. */
    WHOLE("parse all") {
        @Override
        DataStream<?> accesses(StreamExecutionEnvironment env, KafkaInputs inputs, Policy policy) {
            return ParsedAccesses.read(env, inputs, BenchPolicy.EVERY_SYSTEM);
        }
    },
    /** Makes an object of each line with Jackson, as most jobs do. */
    JACKSON("parse all, Jackson") {
        @Override
        DataStream<?> accesses(StreamExecutionEnvironment env, KafkaInputs inputs, Policy policy) {
            return JacksonAccesses.read(env, inputs);
        }
    };

    private final String label;

    ParseJob(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /**
     * The accesses that it parses.
     *
     * @param policy the live job's
     */
    abstract DataStream<?> accesses(StreamExecutionEnvironment env, KafkaInputs inputs, Policy policy);

    /** How many events it gets from what is in the topics. */
    long events(LiveTopics topics) {
        return topics.toldEvents() + topics.accessesSent();
    }
}
