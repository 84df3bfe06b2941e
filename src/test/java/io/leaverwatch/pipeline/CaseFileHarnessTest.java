package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.CaseReport;
import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Policy;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A breach that comes last does not wait for others, also where it lets a rule over several take part. */
class CaseFileHarnessTest {
    private static final Policy POLICY = PolicyReader.defaults();
    private static final long SECOND = 1_000;

    private KeyedOneInputStreamOperatorTestHarness<String, CaseChange, CaseEvent> caseFile;

    @BeforeEach
    void openWithADeparture() throws Exception {
        caseFile = caseFile();
        caseFile.setProcessingTime(0);
        caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.DEPARTURE)));
        caseFile.setProcessingTime(SECOND);
        caseFile.getOutput().clear();
    }

    @AfterEach
    void close() throws Exception {
        caseFile.close();
    }

    @Test
    void tellsEachBreachOfASmallCaseWhenItComes() throws Exception {
        int revisions = 0;
        for (int i = 0; i < 40; i++) {
            Fact fact = breach(i, i % 20 == 19 ? "Organise" : "Contact Creator");
            List<CaseEvent> told = told(fact);
            assertThat(told).as("breach %d", i).extracting(CaseEvent::fact).contains(fact);
            assertThat(told.get(told.size() - 1).kind()).isEqualTo(CaseEvent.Kind.END);
            revisions += told.get(0).kind() == CaseEvent.Kind.BEGIN ? 1 : 0;
        }
        assertThat(revisions).as("at the first access to a second system").isEqualTo(1);
        caseFile.setProcessingTime(2 * SECOND);
        assertThat(caseFile.getOutput()).as("nothing is said again later").isEmpty();
    }

    @Test
    void tellsWhatMustBeSaidAgainOfALargeCaseAfterAMoment() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            told(breach(i, "Contact Creator"));
        }
        caseFile.setProcessingTime(2 * SECOND);
        caseFile.getOutput().clear();
        assertThat(told(breach(1_000, "Organise"))).isEmpty();
        assertThat(told(breach(1_001, "Organise"))).isEmpty();
        caseFile.setProcessingTime(3 * SECOND);
        assertThat(caseFile.extractOutputValues())
                .filteredOn(event -> event.kind() == CaseEvent.Kind.BREACH)
                .hasSize(1_002);
    }

    @Test
    void findsNothingInADepartureThatNoLongerHolds() throws Exception {
        long armed = told(breach(0, "Organise")).get(0).armed();
        caseFile.processElement(new StreamRecord<>(CaseChange.removeDeparture(Samples.CASE)));
        caseFile.setProcessingTime(2 * SECOND);
        List<CaseEvent> said = caseFile.extractOutputValues();
        assertThat(said.get(0).kind()).isEqualTo(CaseEvent.Kind.BEGIN);
        assertThat(said.get(0).armed())
                .as("all rules that hold something of it")
                .isEqualTo(armed);
        assertThat(said.get(0).departure()).isNull();
        CaseReport report = said.get(said.size() - 1).report();
        assertThat(report.isRemoved()).isTrue();
        assertThat(report.finding()).isEqualTo(DepartureRecord.Finding.NONE_FOUND);
    }

    private List<CaseEvent> told(Fact fact) throws Exception {
        caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.CASE, fact)));
        List<CaseEvent> told = List.copyOf(caseFile.extractOutputValues());
        caseFile.getOutput().clear();
        return told;
    }

    private static Fact breach(int number, String system) {
        return Samples.breach(Samples.access(number, Samples.RESIGNED_AT + SECOND * number, Outcome.SUCCESS, system));
    }

    /** An open one, live. */
    static KeyedOneInputStreamOperatorTestHarness<String, CaseChange, CaseEvent> caseFile() throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, CaseChange, CaseEvent> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new CaseFileFunction(POLICY, PipelineMode.live())),
                        CaseChange::caseKey,
                        Types.STRING);
        harness.open();
        return harness;
    }
}
