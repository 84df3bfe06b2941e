package io.leaverwatch.jobs;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.connectors.KafkaInputs;
import io.leaverwatch.connectors.KafkaOutputs;
import io.leaverwatch.connectors.ReadRecord;
import io.leaverwatch.connectors.TopicEnds;
import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.CoveredVerdict;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.Tally;
import io.leaverwatch.formats.VerdictWriter;
import io.leaverwatch.pipeline.BreachPipeline;
import io.leaverwatch.pipeline.CoverageFunction;
import io.leaverwatch.pipeline.Flushing;
import io.leaverwatch.pipeline.PipelineMode;
import io.leaverwatch.types.CarriedAccess;
import io.leaverwatch.types.Types;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The live graph: topics, the pipeline, and topics again. */
final class LiveGraph {
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(5);
    private static final int CHECKPOINT_BUFFER_BYTES = 1 << 18;

    private LiveGraph() {}

    /** Flink's options for this graph; what the settings say wins. */
    static Configuration options(LiveSettings settings) {
        Configuration options = options();
        settings.flink().forEach(options::setString);
        return options;
    }

    /** Flink's options for this graph where the settings say none. */
    static Configuration options() {
        Configuration options = EmbeddedFlink.graphOptions();
        // What a rule stored that the policy no longer has, or has otherwise: the others say their cases again.
        options.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        // What an alert waits for the accesses to be sent on; with Flink's own 100 ms they could wait that long.
        options.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        // With Flink's own 4 KiB, a third of the time that a checkpoint on the heap takes goes into calls to write.
        options.set(CheckpointingOptions.FS_WRITE_BUFFER_SIZE, CHECKPOINT_BUFFER_BYTES);
        return options;
    }

    /**
     * Adds the graph to an environment.
     *
     * @param ends where topics ended before the job first started
     */
    static void build(StreamExecutionEnvironment env, LiveSettings settings, TopicEnds ends) {
        Policy policy = settings.policy();
        PipelineMode mode = settings.isExactlyOnce()
                ? PipelineMode.transactional(settings.repairMillis())
                : PipelineMode.live(settings.repairMillis());
        KafkaInputs inputs = new KafkaInputs(settings);
        KafkaOutputs outputs = new KafkaOutputs(settings);
        SingleOutputStreamOperator<MembershipEvent> memberships = Flushing.CALM.of(
                TakeEvents.from(
                        inputs.memberships(env),
                        InputKind.MEMBERSHIP,
                        ReadRecord::membership,
                        TypeInformation.of(MembershipEvent.class)),
                mode);
        SingleOutputStreamOperator<CredentialLink> links = Flushing.CALM.of(
                TakeEvents.from(
                        inputs.links(env), InputKind.LINK, ReadRecord::link, TypeInformation.of(CredentialLink.class)),
                mode);
        DataStream<ReadRecord> readAccesses = inputs.accesses(env, ends);
        SingleOutputStreamOperator<CarriedAccess> accesses =
                TakeEvents.from(readAccesses, InputKind.ACCESS, TakeEvents::access, Types.CARRIED);
        DataStream<Verdict> verdicts =
                BreachPipeline.build(memberships, links, accesses, inputs.published(env, ends), policy, mode);
        outputs.writeVerdicts(
                covered(verdicts, readAccesses, settings, mode), new VerdictWriter(mode.word(), policy.version()));
        outputs.writeDeadLetters(TakeEvents.deadLetters(memberships, links, accesses));
    }

    private static DataStream<CoveredVerdict> covered(
            DataStream<Verdict> verdicts,
            DataStream<ReadRecord> readAccesses,
            LiveSettings settings,
            PipelineMode mode) {
        DataStream<Tally> tallies = Flushing.CALM.of(
                readAccesses
                        .transform(
                                "count-coverage",
                                TypeInformation.of(Tally.class),
                                new CoverageOperator(settings.topics().accesses(), settings.policy()))
                        .uid("count-coverage"),
                mode);
        // The ledger's key and parallelism: verdicts need not be sent elsewhere.
        return DataStreamUtils.reinterpretAsKeyedStream(verdicts, Verdict::caseKey)
                .connect(tallies.broadcast(CoverageFunction.COVERAGE))
                .process(
                        new CoverageFunction(
                                settings.policy(), settings.topics().accesses(), settings.coverageRefreshMillis()),
                        TypeInformation.of(CoveredVerdict.class))
                .uid("say-coverage")
                .name("say-coverage");
    }
}
