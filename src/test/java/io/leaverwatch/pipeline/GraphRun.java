package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.types.CarriedAccess;
import io.leaverwatch.types.Types;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One run of the graph on fed events.
 *
 * @param id names what it collects
 * @param policy to judge by
 * @param mode live or replay
 * @param parallelism of all but the feed
 * @param hasWatermarks whether the inputs' watermarks advance; otherwise they stand still until the end
 */
record GraphRun(String id, Policy policy, PipelineMode mode, int parallelism, boolean hasWatermarks) {

    /** The job that feeds the events from the beginning, or goes on where a savepoint left off. */
    JobGraph job(List<FedEvent> events, Set<Integer> pausesBefore, int stopBefore, String savepoint) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        settings.set(PipelineOptions.MAX_PARALLELISM, 128);
        // None is taken but the savepoint; without an interval that would not be of one moment.
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofDays(1));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        if (savepoint != null) {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        env.setParallelism(parallelism);
        DataStream<FedEvent> feed = env.fromSource(
                        Feed.of(id, events, pausesBefore, stopBefore),
                        watermarks(),
                        "feed",
                        TypeInformation.of(FedEvent.class))
                .setParallelism(1)
                .uid("feed");
        DataStream<MembershipEvent> memberships = feed.filter(e -> e.membership() != null)
                .setParallelism(1)
                .uid("memberships")
                .map(FedEvent::membership)
                .returns(MembershipEvent.class)
                .uid("memberships-map");
        DataStream<CredentialLink> links = feed.filter(e -> e.link() != null)
                .setParallelism(1)
                .uid("links")
                .map(FedEvent::link)
                .returns(CredentialLink.class)
                .uid("links-map");
        DataStream<CarriedAccess> accesses = feed.filter(e -> e.access() != null)
                .setParallelism(1)
                .uid("accesses")
                .map(e -> Samples.carried(e.access()))
                .returns(Types.CARRIED)
                .setParallelism(1)
                .uid("accesses-map");
        BreachPipeline.build(memberships, links, accesses, policy, mode)
                .sinkTo(new CollectingSink(id))
                .uid("sink");
        return env.getStreamGraph().getJobGraph(getClass().getClassLoader(), JobID.generate());
    }

    private WatermarkStrategy<FedEvent> watermarks() {
        return hasWatermarks
                ? WatermarkStrategy.<FedEvent>forMonotonousTimestamps()
                        .withTimestampAssigner(
                                (e, previous) -> e.access() != null ? e.access().occurredAt() : previous)
                : WatermarkStrategy.noWatermarks();
    }

    /** What was collected so far. */
    List<Verdict> verdicts() {
        return CollectingSink.collected(id);
    }
}
