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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** With outputs in transactions: what a checkpoint committed, and nobody reads back, is said again. */
class UnreadHarnessTest {
    private static final Policy POLICY = PolicyReader.defaults();
    private static final Policy STRICTER =
            PolicyReader.read("policy.yaml", "grace: PT0S".getBytes(StandardCharsets.UTF_8));
    private static final PipelineMode MODE = PipelineMode.transactional(5_000);
    private static final VerdictWriter WRITER = new VerdictWriter(MODE.word(), POLICY.version());
    private static final long LOST = 30_000;
    private static final long DAY = Duration.ofDays(1).toMillis();

    @Test
    void saysAgainOnceWhatTheNextAttemptDoesNotRead() throws Exception {
        OperatorSubtaskState state;
        try (Ledger ledger = ledger(MODE, POLICY, null, 1_000)) {
            match(ledger, alert());
            state = ledger.snapshot(1, 1);
        }
        try (Ledger ledger = ledger(MODE, POLICY, state, DAY)) {
            passMinutes(ledger, DAY);
            assertThat(ledger.extractOutputValues())
                    .as("another transaction may stand in front of it")
                    .isEmpty();
            complete(ledger, 2);
            passMinutes(ledger, 2 * DAY);
            assertThat(ledger.extractOutputValues()).containsExactly(Verdict.of(alert()));
            passMinutes(ledger, 3 * DAY);
            assertThat(ledger.extractOutputValues()).hasSize(1);
            readBack(ledger, Verdict.of(alert()));
            passMinutes(ledger, 4 * DAY);
            assertThat(ledger.extractOutputValues()).hasSize(1);
            assertThat(ledger.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void saysAgainWhatACheckpointCommittedAndNobodyReadsInTheSameAttemptToo() throws Exception {
        try (Ledger ledger = ledger(MODE, POLICY, null, 1_000)) {
            match(ledger, alert());
            passMinutes(ledger, DAY);
            assertThat(ledger.extractOutputValues()).as("not committed").hasSize(1);
            complete(ledger, 1);
            complete(ledger, 2);
            passMinutes(ledger, 2 * DAY);
            assertThat(ledger.extractOutputValues()).containsExactly(Verdict.of(alert()), Verdict.of(alert()));
        }
    }

    @Test
    void saysWhatCannotBeReadForLongMoreAndMoreRarely() throws Exception {
        try (Ledger ledger = ledger(MODE, POLICY, null, 1_000)) {
            match(ledger, alert());
            for (int i = 1; i <= 1_000; i++) {
                complete(ledger, i);
                ledger.setProcessingTime(1_000 + i * LOST);
            }
            // Eight hours, in which it could have been said again a few hundred times.
            assertThat(ledger.extractOutputValues().size()).isBetween(5, 12);
        }
    }

    @Test
    void saysNothingAgainThatWasReadBackByEitherAttempt() throws Exception {
        OperatorSubtaskState state;
        Alert other = other("another");
        try (Ledger ledger = ledger(MODE, POLICY, null, 1_000)) {
            match(ledger, alert());
            readBack(ledger, Verdict.of(alert()));
            assertThat(ledger.numKeyedStateEntries()).as("alert and ledger").isEqualTo(2);
            match(ledger, other);
            state = ledger.snapshot(1, 1);
        }
        // The record names the policy under which it was said.
        try (Ledger ledger = ledger(MODE, STRICTER, state, DAY)) {
            readBack(ledger, Verdict.of(other));
            ledger.setProcessingTime(2 * DAY);
            assertThat(ledger.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void forgetsWithTheNextSayingWhatWasSaidInTransactionsBefore() throws Exception {
        OperatorSubtaskState state;
        try (Ledger ledger = ledger(MODE, POLICY, null, 1_000)) {
            match(ledger, alert());
            state = ledger.snapshot(1, 1);
        }
        try (Ledger ledger = ledger(PipelineMode.live(5_000), POLICY, state, DAY)) {
            match(ledger, other("another"));
            ledger.setProcessingTime(2 * DAY);
            assertThat(ledger.extractOutputValues()).containsExactly(Verdict.of(other("another")));
            assertThat(ledger.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void anOlderRecordIsNoReasonToRepairWhileANewerOneIsOnItsWay() throws Exception {
        try (Ledger ledger = ledger(MODE, POLICY, null, 1_000)) {
            List<Verdict> said = List.of(
                    Verdict.of(alert()), Verdict.of(other("another")), Verdict.of(alert()), Verdict.of(other("third")));
            for (Verdict verdict : said) {
                match(ledger, verdict.alert());
            }
            readBack(ledger, said.get(0));
            ledger.setProcessingTime(DAY);
            readBack(ledger, said.get(1));
            readBack(ledger, said.get(2));
            ledger.setProcessingTime(2 * DAY);
            assertThat(ledger.extractOutputValues()).isEqualTo(said);
        }
    }

    @Test
    void whatIsSaidTwiceIsOnItsWayUntilItWasReadTwice() throws Exception {
        try (Ledger ledger = ledger(MODE, POLICY, null, 1_000)) {
            match(ledger, alert());
            match(ledger, other("another"));
            match(ledger, alert());
            readBack(ledger, Verdict.of(alert()));
            readBack(ledger, Verdict.of(other("another")));
            ledger.setProcessingTime(DAY);
            assertThat(ledger.extractOutputValues()).hasSize(3);
            readBack(ledger, Verdict.of(alert()));
            ledger.setProcessingTime(2 * DAY);
            assertThat(ledger.extractOutputValues()).hasSize(3);
            assertThat(ledger.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void repairsWhatNobodyIsAboutToChange() throws Exception {
        try (Ledger ledger = ledger(MODE, POLICY, null, 1_000)) {
            readBack(ledger, Verdict.of(alert()));
            ledger.setProcessingTime(10_000);
            assertThat(ledger.extractOutputValues())
                    .singleElement()
                    .satisfies(verdict -> assertThat(verdict.stale().id()).isEqualTo(alert().alertId()));
        }
    }

    private static final class Ledger extends KeyedOneInputStreamOperatorTestHarness<String, LedgerInput, Verdict> {
        Ledger(PipelineMode mode, Policy policy) throws Exception {
            super(
                    new KeyedProcessOperator<>(new AlertLedgerFunction(policy, mode)),
                    LedgerInput::caseKey,
                    Types.STRING);
        }
    }

    private static Ledger ledger(PipelineMode mode, Policy policy, OperatorSubtaskState state, long now)
            throws Exception {
        Ledger ledger = new Ledger(mode, policy);
        ledger.setup();
        if (state != null) {
            ledger.setRestoredCheckpointId(1);
            ledger.initializeState(state);
        }
        ledger.open();
        ledger.setProcessingTime(now);
        return ledger;
    }

    private static void complete(Ledger ledger, long checkpoint) throws Exception {
        ledger.snapshot(checkpoint, checkpoint);
        ledger.notifyOfCompletedCheckpoint(checkpoint);
    }

    /** Timers that follow from timers come, too. */
    private static void passMinutes(Ledger ledger, long from) throws Exception {
        for (int i = 1; i <= 6; i++) {
            ledger.setProcessingTime(from + i * LOST);
        }
    }

    private static Alert other(String because) {
        return Alerts.withdrawn(alert(), because);
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
