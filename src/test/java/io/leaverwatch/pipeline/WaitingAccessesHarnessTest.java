package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.types.CarriedAccess;
import io.leaverwatch.types.PackedLinks;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Accesses that no departure concerns wait, over restarts and changes of parallelism too, are found, and are forgotten. */
class WaitingAccessesHarnessTest {
    private static final Policy POLICY = PolicyReader.defaults();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long LOOKBACK = Duration.ofDays(35).toMillis();
    private static final int MAX_PARALLELISM = 16;
    private static final int SNAPSHOT_BYTES = 64 << 20;
    /** Two blocks. */
    private static final int FULL = 128;

    /** Two blocks, and another that is not full. */
    private static final int SOME = 150;

    @Test
    void areFoundWhenADepartureComes() throws Exception {
        try (Join join = open(1, 0, null)) {
            waitFor(join, 0, SOME);
            assertThat(join.extractOutputValues()).isEmpty();
            assertThat(facts(join)).isEqualTo(ids(0, SOME));
        }
    }

    @Test
    void areFoundAfterARestart() throws Exception {
        OperatorSubtaskState stored;
        try (Join join = open(1, 0, null)) {
            waitFor(join, 0, SOME);
            join.getOperator().prepareSnapshotPreBarrier(1);
            join.snapshot(1, 1);
            waitFor(join, SOME, SOME + 20);
            join.getOperator().prepareSnapshotPreBarrier(2);
            stored = join.snapshot(2, 2);
        }
        try (Join join = open(1, 0, stored)) {
            waitFor(join, SOME + 20, SOME + 30);
            assertThat(facts(join)).isEqualTo(ids(0, SOME + 30));
        }
    }

    @Test
    void areFoundAfterAChangeOfParallelism() throws Exception {
        OperatorSubtaskState stored;
        try (Join join = open(1, 0, null)) {
            waitFor(join, 0, SOME);
            join.getOperator().prepareSnapshotPreBarrier(1);
            stored = join.snapshot(1, 1);
        }
        int holders = 0;
        for (int subtask = 0; subtask < 2; subtask++) {
            OperatorSubtaskState part =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(stored, MAX_PARALLELISM, 1, 2, subtask);
            try (Join join = open(2, subtask, part)) {
                if (join.isResponsible()) {
                    holders++;
                    assertThat(facts(join)).isEqualTo(ids(0, SOME));
                }
            }
        }
        assertThat(holders).isEqualTo(1);
    }

    @Test
    void areFoundOnceThoughDeliveredTwice() throws Exception {
        try (Join join = open(1, 0, null)) {
            waitFor(join, 0, SOME);
            waitFor(join, 0, SOME);
            assertThat(facts(join)).isEqualTo(ids(0, SOME));
        }
    }

    @Test
    void areFoundByTheNextDepartureWhereOneWasTakenBack() throws Exception {
        try (Join join = open(1, 0, null)) {
            waitFor(join, 0, SOME);
            assertThat(facts(join)).isEqualTo(ids(0, SOME));
            tell(join, List.of());
            waitFor(join, SOME, SOME + 20);
            join.getOutput().clear();
            assertThat(facts(join)).isEqualTo(ids(0, SOME + 20));
        }
    }

    @Test
    void areForgottenBehindTheLookback() throws Exception {
        try (Join join = open(1, 0, null)) {
            waitFor(join, 0, SOME);
            join.getOperator().prepareSnapshotPreBarrier(1);
            int full = join.numKeyedStateEntries();
            long later = Samples.RESIGNED_AT + LOOKBACK + HOUR;
            join.setProcessingTime(later);
            join.processElement2(access(SOME, later));
            join.setProcessingTime(later + LOOKBACK / 8);
            join.getOperator().prepareSnapshotPreBarrier(2);
            assertThat(join.numKeyedStateEntries()).isLessThanOrEqualTo(full);
            assertThat(facts(join)).isEqualTo(ids(SOME, SOME + 1));
        }
    }

    @Test
    void leaveNothingButTheNextBlocksNumber() throws Exception {
        try (Join join = open(1, 0, null)) {
            waitFor(join, 0, FULL);
            join.getOperator().prepareSnapshotPreBarrier(1);
            assertThat(join.numKeyedStateEntries()).isEqualTo(3);
            assertThat(join.numProcessingTimeTimers()).isEqualTo(1);
            join.setProcessingTime(Samples.RESIGNED_AT + 2 * LOOKBACK);
            assertThat(join.numKeyedStateEntries())
                    .as("event time stands still")
                    .isEqualTo(3);
            join.processElement2(access(FULL, Samples.RESIGNED_AT + 2 * LOOKBACK));
            join.setProcessingTime(Samples.RESIGNED_AT + 4 * LOOKBACK);
            assertThat(join.numKeyedStateEntries()).isEqualTo(1);
            assertThat(join.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void leaveNoBlockOfWhichAllWereTaken() throws Exception {
        try (Join join = open(1, 0, null)) {
            waitFor(join, 0, SOME);
            join.getOperator().prepareSnapshotPreBarrier(1);
            assertThat(facts(join)).isEqualTo(ids(0, SOME));
            join.getOperator().prepareSnapshotPreBarrier(2);
            // The next block's number; the credential's links, departures, concern, look-back and sighting.
            assertThat(join.numKeyedStateEntries()).isEqualTo(6);
        }
    }

    private static void waitFor(Join join, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            join.processElement2(access(i, Samples.RESIGNED_AT + 1 + i));
        }
    }

    private static StreamRecord<CarriedAccess> access(int number, long at) {
        return new StreamRecord<>(Samples.carried(Samples.access(number, at)));
    }

    /** The accesses that a departure finds. */
    private static List<String> facts(Join join) throws Exception {
        tell(join, List.of(Samples.DEPARTURE));
        return join.extractOutputValues().stream()
                .filter(change -> change.fact() != null)
                .map(change -> change.fact().access().eventId())
                .sorted()
                .toList();
    }

    private static void tell(Join join, List<Departure> departures) throws Exception {
        join.processElement1(new StreamRecord<>(
                new CredentialUpdate(Samples.LOGIN, Samples.MEMBER, PackedLinks.of(Samples.link()), departures)));
        join.setProcessingTime(join.getProcessingTime() + 1_000);
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj("a-%07d"::formatted).toList();
    }

    private static Join open(int parallelism, int subtask, OperatorSubtaskState stored) throws Exception {
        Join join = new Join(parallelism, subtask);
        join.setCheckpointStorage(new JobManagerCheckpointStorage(SNAPSHOT_BYTES));
        if (stored != null) {
            join.initializeState(stored);
        }
        join.open();
        join.setProcessingTime(Samples.RESIGNED_AT + HOUR);
        return join;
    }

    private static final class Join
            extends KeyedTwoInputStreamOperatorTestHarness<String, CredentialUpdate, CarriedAccess, CaseChange> {
        private final int parallelism;
        private final int subtask;

        Join(int parallelism, int subtask) throws Exception {
            super(
                    new BreachJoinOperator(
                            new BreachJoinFunction(POLICY, PipelineMode.live()), POLICY.version(), PipelineMode.live()),
                    CredentialUpdate::credentialKey,
                    CarriedAccess::credentialKey,
                    Types.STRING,
                    MAX_PARALLELISM,
                    parallelism,
                    subtask);
            this.parallelism = parallelism;
            this.subtask = subtask;
        }

        boolean isResponsible() {
            return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                            Samples.access(1, 1).credentialKey(), MAX_PARALLELISM, parallelism)
                    == subtask;
        }
    }
}
