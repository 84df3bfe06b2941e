package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.Sighting;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What no alert waits for is told at common moments, however its causes are spread; a revision is not held up by them. */
class StepsHarnessTest {
    private static final long DAY = Samples.RESIGNED_AT - 24 * 3_600_000L;
    private static final Seen SEEN = Seen.of(Samples.access(0, DAY));

    @Test
    void joinTellsWhatWasSeenAtTheNextStep() throws Exception {
        try (JoinHarness join = JoinHarness.open(PolicyReader.defaults())) {
            join.setProcessingTime(DAY);
            join.update(Samples.DEPARTURE);
            join.setProcessingTime(DAY + 1_013);
            join.said();
            join.arrive(Samples.access(0, DAY));
            join.setProcessingTime(DAY + 6_049);
            assertThat(join.said()).isEmpty();
            join.setProcessingTime(DAY + 6_050);
            assertThat(join.said())
                    .singleElement()
                    .satisfies(said -> assertThat(said.sighting().lastBefore()).isEqualTo(SEEN));
        }
    }

    @Test
    void caseFileReportsAtTheNextStep() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, CaseChange, CaseEvent> caseFile =
                CaseFileHarnessTest.caseFile()) {
            caseFile.setProcessingTime(0);
            caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.DEPARTURE)));
            caseFile.setProcessingTime(50);
            assertThat(caseFile.getOutput())
                    .as("a revision comes after its wait")
                    .isNotEmpty();
            caseFile.setProcessingTime(1_013);
            caseFile.getOutput().clear();
            caseFile.processElement(new StreamRecord<>(CaseChange.put(
                    Samples.CASE, Samples.LOGIN, new Sighting(Samples.LOGIN, true, SEEN, null, List.of()))));
            caseFile.setProcessingTime(1_099);
            assertThat(caseFile.getOutput()).isEmpty();
            caseFile.setProcessingTime(1_100);
            assertThat(caseFile.extractOutputValues())
                    .extracting(CaseEvent::kind)
                    .containsExactly(CaseEvent.Kind.REPORT);
        }
    }
}
