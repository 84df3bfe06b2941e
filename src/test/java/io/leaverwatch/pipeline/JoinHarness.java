package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.types.CarriedAccess;
import io.leaverwatch.types.PackedLinks;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** The join, live if nothing else is said, under a policy, and what it is told of {@link Samples}. */
final class JoinHarness
        extends KeyedTwoInputStreamOperatorTestHarness<String, CredentialUpdate, CarriedAccess, CaseChange> {
    private static final int SNAPSHOT_BYTES = 64 << 20;

    private JoinHarness(Policy policy, PipelineMode mode) throws Exception {
        super(
                new BreachJoinOperator(new BreachJoinFunction(policy, mode), policy.version(), mode),
                CredentialUpdate::credentialKey,
                CarriedAccess::credentialKey,
                Types.STRING);
        setCheckpointStorage(new JobManagerCheckpointStorage(SNAPSHOT_BYTES));
    }

    static JoinHarness open(Policy policy) throws Exception {
        return open(policy, PipelineMode.live());
    }

    static JoinHarness open(Policy policy, PipelineMode mode) throws Exception {
        JoinHarness harness = new JoinHarness(policy, mode);
        harness.open();
        return harness;
    }

    /** One that goes on from a snapshot. */
    static JoinHarness restored(Policy policy, OperatorSubtaskState state) throws Exception {
        return restored(policy, PipelineMode.live(), state);
    }

    static JoinHarness restored(Policy policy, PipelineMode mode, OperatorSubtaskState state) throws Exception {
        JoinHarness harness = new JoinHarness(policy, mode);
        harness.initializeState(state);
        harness.open();
        return harness;
    }

    /** The member's login, with these departures. */
    void update(Departure... departures) throws Exception {
        processElement1(new StreamRecord<>(new CredentialUpdate(
                Samples.LOGIN, Samples.MEMBER, PackedLinks.of(Samples.link()), new ArrayList<>(List.of(departures)))));
    }

    void arrive(AccessEvent access) throws Exception {
        processElement2(new StreamRecord<>(Samples.carried(access)));
    }

    /** What it said since it was asked last. */
    List<CaseChange> said() {
        List<CaseChange> said = extractOutputValues();
        getOutput().clear();
        return said;
    }
}
