package io.leaverwatch.jobs;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.connectors.KafkaInputs;
import io.leaverwatch.connectors.KafkaOutputs;
import io.leaverwatch.connectors.ReadRecord;
import io.leaverwatch.connectors.TopicEnds;
import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.VerdictWriter;
import io.leaverwatch.pipeline.BreachPipeline;
import io.leaverwatch.pipeline.PipelineMode;
import io.leaverwatch.types.Types;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The live graph: topics, the pipeline, and topics again. */
final class LiveGraph {
    private LiveGraph() {}

    /** Flink's options for this graph; what the settings say wins. */
    static Configuration options(LiveSettings settings) {
        Configuration options = EmbeddedFlink.graphOptions();
        // What a rule stored that the policy no longer has, or has otherwise: the others say their cases again.
        options.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        settings.flink().forEach(options::setString);
        return options;
    }

    /**
     * Adds the graph to an environment.
     *
     * @param ends where the job's outputs ended before it first started
     */
    static void build(StreamExecutionEnvironment env, LiveSettings settings, TopicEnds ends) {
        Policy policy = settings.policy();
        PipelineMode mode = PipelineMode.live(settings.repairMillis());
        KafkaInputs inputs = new KafkaInputs(settings);
        KafkaOutputs outputs = new KafkaOutputs(settings);
        SingleOutputStreamOperator<MembershipEvent> memberships = TakeEvents.from(
                inputs.memberships(env),
                InputKind.MEMBERSHIP,
                ReadRecord::membership,
                TypeInformation.of(MembershipEvent.class));
        SingleOutputStreamOperator<CredentialLink> links = TakeEvents.from(
                inputs.links(env), InputKind.LINK, ReadRecord::link, TypeInformation.of(CredentialLink.class));
        SingleOutputStreamOperator<AccessEvent> accesses =
                TakeEvents.from(inputs.accesses(env), InputKind.ACCESS, ReadRecord::access, Types.ACCESS);
        // Transactions leave nothing behind that would have to be repaired.
        DataStream<Published> published = settings.isExactlyOnce() ? null : inputs.published(env, ends);
        DataStream<Verdict> verdicts = BreachPipeline.build(memberships, links, accesses, published, policy, mode);
        outputs.writeVerdicts(verdicts, new VerdictWriter(mode.word(), policy.version()));
        outputs.writeDeadLetters(TakeEvents.deadLetters(memberships, links, accesses));
    }
}
