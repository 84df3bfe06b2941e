package io.leaverwatch.jobs;

import io.leaverwatch.connectors.FileInputs;
import io.leaverwatch.connectors.ReadRecord;
import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.pipeline.BreachPipeline;
import io.leaverwatch.pipeline.PipelineMode;
import io.leaverwatch.report.DeadLetterSpill;
import io.leaverwatch.report.VerdictSpill;
import io.leaverwatch.types.CarriedAccess;
import io.leaverwatch.types.Types;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A replay's graph: files, the pipeline, and files again. */
final class ReplayGraph {
    /** What alerts say of how they were found. */
    static final String MODE = PipelineMode.replay().word();

    private ReplayGraph() {}

    /**
     * Adds the graph to an environment.
     *
     * @param work a folder of this machine into which verdicts and dead letters are put aside
     */
    static void build(StreamExecutionEnvironment env, FileInputs inputs, Policy policy, Path work) {
        SingleOutputStreamOperator<MembershipEvent> memberships = TakeEvents.from(
                inputs.memberships(env),
                InputKind.MEMBERSHIP,
                ReadRecord::membership,
                TypeInformation.of(MembershipEvent.class));
        SingleOutputStreamOperator<CredentialLink> links = TakeEvents.from(
                inputs.links(env), InputKind.LINK, ReadRecord::link, TypeInformation.of(CredentialLink.class));
        SingleOutputStreamOperator<CarriedAccess> accesses =
                TakeEvents.from(inputs.accesses(env), InputKind.ACCESS, TakeEvents::access, Types.CARRIED);
        DataStream<Verdict> verdicts =
                BreachPipeline.build(memberships, links, accesses, policy, PipelineMode.replay());
        DataStream<DeadLetter> deadLetters = TakeEvents.deadLetters(memberships, links, accesses);
        String folder = work.toString();
        verdicts.sinkTo(new SpillSink<>(writer -> new VerdictSpill(Path.of(folder), writer, policy, MODE)))
                .uid("write-verdicts")
                .name("write-verdicts");
        deadLetters
                .sinkTo(new SpillSink<>(writer -> new DeadLetterSpill(Path.of(folder), writer)))
                .uid("write-dead-letters")
                .name("write-dead-letters");
    }
}
