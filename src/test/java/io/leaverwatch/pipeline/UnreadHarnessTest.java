package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.Alerts;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.VerdictWriter;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** With outputs in transactions: what one attempt of the job said, and the next does not read back, is said again. */
class UnreadHarnessTest {
    private static final Policy POLICY = PolicyReader.defaults();
    private static final PipelineMode MODE = PipelineMode.transactional(5_000);
    private static final VerdictWriter WRITER = new VerdictWriter(MODE.word(), POLICY.version());
    private static final long LOST = 30_000;
    private static final long DAY = Duration.ofDays(1).toMillis();

    @Test
    void saysAgainOnceWhatTheNextAttemptDoesNotRead() throws Exception {
        OperatorSubtaskState state;
        try (Ledger ledger = ledger(null, 1_000)) {
            match(ledger, alert());
            state = ledger.snapshot(1, 1);
        }
        try (Ledger ledger = ledger(state, DAY)) {
            ledger.setProcessingTime(DAY + LOST - 1);
            assertThat(ledger.extractOutputValues()).isEmpty();
            ledger.setProcessingTime(DAY + LOST + 1_000);
            assertThat(ledger.extractOutputValues()).containsExactly(Verdict.of(alert()));
            ledger.setProcessingTime(2 * DAY);
            assertThat(ledger.extractOutputValues()).hasSize(1);
            readBack(ledger, Verdict.of(alert()));
            ledger.setProcessingTime(3 * DAY);
            assertThat(ledger.extractOutputValues()).hasSize(1);
            assertThat(ledger.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void saysNothingAgainThatWasReadBackByEitherAttempt() throws Exception {
        OperatorSubtaskState state;
        Alert other = Alerts.withdrawn(alert(), "another");
        try (Ledger ledger = ledger(null, 1_000)) {
            match(ledger, alert());
            readBack(ledger, Verdict.of(alert()));
            assertThat(ledger.numKeyedStateEntries()).as("alert and ledger").isEqualTo(2);
            match(ledger, other);
            state = ledger.snapshot(1, 1);
        }
        try (Ledger ledger = ledger(state, DAY)) {
            readBack(ledger, Verdict.of(other));
            ledger.setProcessingTime(2 * DAY);
            assertThat(ledger.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void waitsInTheSameAttemptForAsLongAsItTakes() throws Exception {
        try (Ledger ledger = ledger(null, 1_000)) {
            match(ledger, alert());
            ledger.setProcessingTime(DAY);
            assertThat(ledger.extractOutputValues()).hasSize(1);
            assertThat(ledger.numProcessingTimeTimers()).isEqualTo(1);
        }
    }

    @Test
    void anOlderRecordIsNoReasonToRepairWhileANewerOneIsOnItsWay() throws Exception {
        try (Ledger ledger = ledger(null, 1_000)) {
            match(ledger, alert());
            Alert newer = Alerts.withdrawn(alert(), "another");
            match(ledger, newer);
            readBack(ledger, Verdict.of(alert()));
            ledger.setProcessingTime(DAY);
            assertThat(ledger.extractOutputValues()).containsExactly(Verdict.of(alert()), Verdict.of(newer));
        }
    }

    @Test
    void repairsWhatNobodyIsAboutToChange() throws Exception {
        try (Ledger ledger = ledger(null, 1_000)) {
            readBack(ledger, Verdict.of(alert()));
            ledger.setProcessingTime(10_000);
            assertThat(ledger.extractOutputValues())
                    .singleElement()
                    .satisfies(verdict -> assertThat(verdict.stale().id()).isEqualTo(alert().alertId()));
        }
    }

    private static final class Ledger extends KeyedOneInputStreamOperatorTestHarness<String, LedgerInput, Verdict> {
        Ledger() throws Exception {
            super(
                    new KeyedProcessOperator<>(new AlertLedgerFunction(POLICY, MODE)),
                    LedgerInput::caseKey,
                    Types.STRING);
        }
    }

    private static Ledger ledger(OperatorSubtaskState state, long now) throws Exception {
        Ledger ledger = new Ledger();
        ledger.setup();
        if (state != null) {
            ledger.initializeState(state);
        }
        ledger.open();
        ledger.setProcessingTime(now);
        return ledger;
    }

    private static Alert alert() {
        Fact fact = Samples.breach(Samples.access(1, Samples.RESIGNED_AT + 1));
        return Alerts.of(POLICY.enabledRules().get(0), Samples.DEPARTURE, List.of(fact), POLICY);
    }

    private static void match(Ledger ledger, Alert alert) throws Exception {
        LedgerInput input = new LedgerInput(Samples.CASE, 1, alert, null, false, null);
        ledger.processElement(new StreamRecord<>(input, 1));
    }

    private static void readBack(Ledger ledger, Verdict verdict) throws Exception {
        Published published = new Published(
                verdict.kind(), verdict.id(), Samples.CASE, verdict.isStanding(), WRITER.write(verdict, List.of()));
        ledger.processElement(new StreamRecord<>(new LedgerInput(Samples.CASE, 0, null, null, false, published), 1));
    }
}
