package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.Policy;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;

/** In a replay accesses are held until the inputs have ended; then each is judged, and nothing of them is left. */
class HeldAccessesHarnessTest {
    private static final Policy POLICY = PolicyReader.defaults();
    /** Two blocks, and another that is not full. */
    private static final int SOME = 150;

    @Test
    void areJudgedOnceWhenBothInputsHaveEnded() throws Exception {
        try (JoinHarness join = JoinHarness.open(POLICY, PipelineMode.replay())) {
            arrive(join, 0, SOME);
            join.update(Samples.DEPARTURE);
            arrive(join, 0, SOME);
            join.processWatermark2(new Watermark(Long.MAX_VALUE));
            assertThat(join.said()).isEmpty();
            join.processWatermark1(new Watermark(Long.MAX_VALUE));
            assertThat(facts(join)).isEqualTo(ids(SOME));
            assertThat(join.numKeyedStateEntries()).isZero();
            assertThat(join.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void areJudgedWithWhatIsKnownAtTheEnd() throws Exception {
        try (JoinHarness join = JoinHarness.open(POLICY, PipelineMode.replay())) {
            join.update(Samples.DEPARTURE);
            arrive(join, 0, SOME);
            join.update();
            end(join);
            assertThat(facts(join)).isEmpty();
            assertThat(join.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void goIntoTheStateOfACheckpoint() throws Exception {
        OperatorSubtaskState stored;
        try (JoinHarness join = JoinHarness.open(POLICY, PipelineMode.replay())) {
            join.update(Samples.DEPARTURE);
            arrive(join, 0, SOME - 10);
            join.getOperator().prepareSnapshotPreBarrier(1);
            stored = join.snapshot(1, 1);
        }
        try (JoinHarness join = JoinHarness.restored(POLICY, PipelineMode.replay(), stored)) {
            arrive(join, SOME - 20, SOME);
            end(join);
            assertThat(facts(join)).isEqualTo(ids(SOME));
            assertThat(join.numKeyedStateEntries()).isZero();
        }
    }

    private static void arrive(JoinHarness join, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            join.arrive(Samples.access(i, Samples.RESIGNED_AT + 1 + i));
        }
    }

    private static void end(JoinHarness join) throws Exception {
        join.processBothWatermarks(new Watermark(Long.MAX_VALUE));
    }

    private static List<String> facts(JoinHarness join) {
        return join.said().stream()
                .filter(change -> change.fact() != null)
                .map(change -> change.fact().access().eventId())
                .sorted()
                .toList();
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("a-%07d"::formatted).toList();
    }
}
