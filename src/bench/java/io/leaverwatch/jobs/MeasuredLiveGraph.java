package io.leaverwatch.jobs;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.connectors.TopicEnds;
import io.leaverwatch.connectors.Topics;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The live job's graph as the job itself builds it, for a Flink that the measurement chose. */
public final class MeasuredLiveGraph {
    private MeasuredLiveGraph() {}

    /** What the job is built with. */
    public static Configuration options() {
        return LiveGraph.options();
    }

    /** Adds the graph to an environment. */
    public static void build(StreamExecutionEnvironment env, LiveSettings settings) throws Topics.Unreachable {
        TopicEnds ends = new Topics(settings).check(System.err::println);
        LiveGraph.build(env, settings, ends);
    }
}
