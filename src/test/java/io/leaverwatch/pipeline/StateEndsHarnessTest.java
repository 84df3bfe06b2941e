package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.Alerts;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Rule;
import io.leaverwatch.domain.Sighting;
import io.leaverwatch.domain.Verdict;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What is stored ends: look-back, case files, ledgers, what CEP holds, and the timers of all. */
class StateEndsHarnessTest {
    private static final Policy POLICY = PolicyReader.defaults();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long LOOKBACK = Duration.ofDays(35).toMillis();

    @Test
    void forgetsAccessesBehindTheLookbackAndTheirTimers() throws Exception {
        try (JoinHarness join = JoinHarness.open(POLICY)) {
            long start = Samples.RESIGNED_AT;
            join.setProcessingTime(start);
            join.update(Samples.DEPARTURE);
            for (int i = 0; i < 50; i++) {
                join.arrive(Samples.access(i, start + i));
            }
            join.setProcessingTime(start + HOUR);
            int withAccesses = join.numKeyedStateEntries();
            assertThat(join.numProcessingTimeTimers()).isEqualTo(1);
            // Event time stands still: nothing is behind the look-back yet, whatever the clock says.
            join.setProcessingTime(start + 2 * LOOKBACK);
            assertThat(join.numKeyedStateEntries()).isEqualTo(withAccesses);
            join.arrive(byAnother(start + 2 * LOOKBACK));
            join.setProcessingTime(start + 4 * LOOKBACK);
            assertThat(join.numKeyedStateEntries()).isEqualTo(withAccesses - 1);
            assertThat(join.numProcessingTimeTimers()).isZero();
            assertThat(join.numEventTimeTimers()).isZero();
        }
    }

    private static AccessEvent byAnother(long at) {
        AccessEvent access = Samples.access(99, at);
        return new AccessEvent(
                access.eventId(),
                at,
                false,
                access.system(),
                "another",
                access.action(),
                access.outcome(),
                null,
                -1,
                access.origin(),
                access.raw());
    }

    @Test
    void accessDatedFarAheadForgetsNothing() throws Exception {
        try (JoinHarness join = JoinHarness.open(POLICY)) {
            join.setProcessingTime(Samples.RESIGNED_AT + HOUR);
            join.arrive(Samples.access(1, Samples.RESIGNED_AT + 1));
            join.arrive(Samples.access(2, Samples.RESIGNED_AT + 68 * 365L * 24 * HOUR));
            join.setProcessingTime(Samples.RESIGNED_AT + 10 * 24 * HOUR);
            join.update(Samples.DEPARTURE);
            join.setProcessingTime(Samples.RESIGNED_AT + 10 * 24 * HOUR + 1_000);
            assertThat(facts(join.extractOutputValues())).isEqualTo(2);
        }
    }

    @Test
    void forgetsADepartureThatWasRetracted() throws Exception {
        try (JoinHarness join = JoinHarness.open(POLICY)) {
            join.setProcessingTime(0);
            join.update(Samples.DEPARTURE);
            join.setProcessingTime(1_000);
            int withDeparture = join.numKeyedStateEntries();
            join.update();
            join.setProcessingTime(2_000);
            // Of members, concerned and sightings only the link is left.
            assertThat(join.numKeyedStateEntries()).isEqualTo(1).isLessThan(withDeparture);
            assertThat(join.numProcessingTimeTimers() + join.numEventTimeTimers())
                    .isZero();
        }
    }

    @Test
    void endsTheCaseFileWithItsDepartureAndFacts() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, CaseChange, CaseEvent> caseFile =
                CaseFileHarnessTest.caseFile()) {
            caseFile.setProcessingTime(0);
            caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.DEPARTURE)));
            caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.CASE, Samples.LOGIN, sighting())));
            for (int i = 0; i < 30; i++) {
                caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.CASE, fact(i))));
            }
            caseFile.setProcessingTime(1_000);
            assertThat(caseFile.numKeyedStateEntries()).isPositive();
            caseFile.processElement(new StreamRecord<>(CaseChange.removeDeparture(Samples.CASE)));
            caseFile.processElement(new StreamRecord<>(CaseChange.removeSighting(Samples.CASE, Samples.LOGIN)));
            caseFile.setProcessingTime(2_000);
            assertThat(caseFile.numKeyedStateEntries()).isZero();
            assertThat(caseFile.numProcessingTimeTimers() + caseFile.numEventTimeTimers())
                    .isZero();
            List<CaseEvent> said = caseFile.extractOutputValues();
            assertThat(said.get(said.size() - 1).report().isRemoved()).isTrue();
        }
    }

    @Test
    void endsTheLedgerWithItsDeparture() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, CaseChange, CaseEvent> caseFile =
                        CaseFileHarnessTest.caseFile();
                KeyedOneInputStreamOperatorTestHarness<String, LedgerInput, Verdict> ledger = ledger()) {
            caseFile.setProcessingTime(0);
            caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.DEPARTURE)));
            caseFile.setProcessingTime(1_000);
            caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.CASE, fact(1))));
            caseFile.processElement(new StreamRecord<>(CaseChange.removeFact(Samples.CASE, fact(1).accessKey())));
            caseFile.processElement(new StreamRecord<>(CaseChange.removeDeparture(Samples.CASE)));
            caseFile.setProcessingTime(2_000);
            long stamp = 0;
            Rule rule = POLICY.rules().get(0);
            for (CaseEvent event : caseFile.extractOutputValues()) {
                stamp++;
                if (event.kind() == CaseEvent.Kind.BREACH) {
                    Alert alert = Alerts.of(rule, Samples.DEPARTURE, List.of(event.fact()), POLICY);
                    ledger.processElement(new StreamRecord<>(LedgerInput.match(event, alert), stamp));
                } else {
                    giveToLedger(ledger, event, stamp);
                }
            }
            assertThat(ledger.numKeyedStateEntries()).isPositive();
            ledger.processWatermark(stamp);
            assertThat(ledger.numKeyedStateEntries()).isZero();
            assertThat(ledger.numEventTimeTimers() + ledger.numProcessingTimeTimers())
                    .isZero();
        }
    }

    @Test
    void tellsAReportAtOnceUnlessAnEndBeforeItWaits() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, CaseChange, CaseEvent> caseFile =
                        CaseFileHarnessTest.caseFile();
                KeyedOneInputStreamOperatorTestHarness<String, LedgerInput, Verdict> ledger = ledger()) {
            caseFile.setProcessingTime(0);
            caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.DEPARTURE)));
            caseFile.setProcessingTime(1_000);
            caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.CASE, Samples.LOGIN, sighting())));
            caseFile.setProcessingTime(2_000);
            List<CaseEvent> said = caseFile.extractOutputValues();
            CaseEvent end = said.get(said.size() - 2);
            CaseEvent report = said.get(said.size() - 1);
            assertThat(List.of(end.kind(), report.kind())).containsExactly(CaseEvent.Kind.END, CaseEvent.Kind.REPORT);
            giveToLedger(ledger, end, 1);
            giveToLedger(ledger, report, 1);
            assertThat(ledger.extractOutputValues()).isEmpty();
            ledger.processWatermark(1);
            assertThat(ledger.extractOutputValues())
                    .singleElement()
                    .satisfies(
                            told -> assertThat(told.departure().credentials()).isNotEmpty());
            LedgerInput earlier = LedgerInput.pastRules(report).with(end.report());
            ledger.processElement(new StreamRecord<>(earlier, 2));
            assertThat(ledger.extractOutputValues()).as("without a watermark").hasSize(2);
        }
    }

    @Test
    void appendsAHundredThousandBreachesWithoutSayingAnyTwice() throws Exception {
        int count = 100_000;
        try (JoinHarness join = JoinHarness.open(POLICY);
                KeyedOneInputStreamOperatorTestHarness<String, CaseChange, CaseEvent> caseFile =
                        CaseFileHarnessTest.caseFile()) {
            join.setProcessingTime(0);
            caseFile.setProcessingTime(0);
            join.update(Samples.DEPARTURE);
            join.setProcessingTime(1_000);
            caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.DEPARTURE)));
            caseFile.setProcessingTime(1_000);
            join.getOutput().clear();
            caseFile.getOutput().clear();
            for (int i = 0; i < count; i++) {
                join.arrive(Samples.access(i, Samples.RESIGNED_AT + 1_000L * i, Outcome.SUCCESS));
            }
            List<CaseChange> changes = join.extractOutputValues();
            assertThat(facts(changes)).isEqualTo(count);
            for (CaseChange change : changes) {
                caseFile.processElement(new StreamRecord<>(change));
            }
            caseFile.setProcessingTime(10_000);
            // One access makes one fact and its end; only where a rule over several first could fire is all said again.
            assertThat(caseFile.extractOutputValues().size()).isLessThan(4 * count);
            // Each access once, its hash and what was sent of it; nothing that grows faster than the accesses.
            assertThat(join.snapshot(1, 1).getStateSize()).isLessThan(count * 256L);
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, LedgerInput, Verdict> ledger() throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, LedgerInput, Verdict> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(
                                new AlertLedgerFunction(PolicyReader.defaults(), PipelineMode.live())),
                        LedgerInput::caseKey,
                        Types.STRING);
        harness.open();
        return harness;
    }

    private static void giveToLedger(
            KeyedOneInputStreamOperatorTestHarness<String, LedgerInput, Verdict> ledger, CaseEvent event, long stamp)
            throws Exception {
        LedgerInput input = LedgerInput.pastRules(event);
        if (input != null) {
            ledger.processElement(new StreamRecord<>(input, stamp));
        }
    }

    private static Fact fact(int number) {
        return Samples.breach(Samples.access(number, Samples.RESIGNED_AT + number));
    }

    private static Sighting sighting() {
        return new Sighting(Samples.LOGIN, true, null, null, List.of());
    }

    private static long facts(List<CaseChange> changes) {
        return changes.stream().filter(c -> c.fact() != null).count();
    }
}
