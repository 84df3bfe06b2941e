package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Outcome;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The CEP operators as the graph builds them. */
class RulePatternHarnessTest {
    private static final String DENIED_THEN_SUCCESS = "denied-then-success";
    private long stamp;

    @Test
    void beginFreesWhatAFormerRevisionLeft() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, CaseEvent, LedgerInput> rule = rule(DENIED_THEN_SUCCESS)) {
            say(rule, event(CaseEvent.Kind.BEGIN, 1, null));
            int idle = rule.numKeyedStateEntries();
            say(rule, event(CaseEvent.Kind.BREACH, 1, fact(1, Outcome.DENIED)));
            say(rule, event(CaseEvent.Kind.BREACH, 1, fact(2, Outcome.DENIED)));
            assertThat(rule.numKeyedStateEntries()).isGreaterThan(idle);
            say(rule, event(CaseEvent.Kind.BEGIN, 2, null));
            assertThat(rule.numKeyedStateEntries()).isEqualTo(idle);
            assertThat(rule.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void beginWithoutADepartureLeavesNoEventBehind() throws Exception {
        for (String ruleId : List.of("cross-system", "pre-departure-harvest", DENIED_THEN_SUCCESS)) {
            try (KeyedOneInputStreamOperatorTestHarness<String, CaseEvent, LedgerInput> rule = rule(ruleId)) {
                say(rule, event(CaseEvent.Kind.BEGIN, 1, null));
                say(rule, event(CaseEvent.Kind.DEPARTED, 1, null));
                say(rule, event(CaseEvent.Kind.BREACH, 1, fact(1, Outcome.DENIED)));
                say(rule, event(CaseEvent.Kind.BREACH, 1, fact(2, Outcome.SUCCESS)));
                say(rule, new CaseEvent(CaseEvent.Kind.BEGIN, Samples.CASE, 2, -1, null, null, null, null));
                assertThat(rule.numKeyedStateEntries())
                        .as("%s: Flink's own note that it waits for a beginning", ruleId)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void doesNotJoinDenialsAcrossRevisions() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, CaseEvent, LedgerInput> rule = rule(DENIED_THEN_SUCCESS)) {
            say(rule, event(CaseEvent.Kind.BEGIN, 1, null));
            say(rule, event(CaseEvent.Kind.BREACH, 1, fact(1, Outcome.DENIED)));
            say(rule, event(CaseEvent.Kind.BREACH, 1, fact(2, Outcome.DENIED)));
            say(rule, event(CaseEvent.Kind.BEGIN, 2, null));
            say(rule, event(CaseEvent.Kind.BREACH, 2, fact(2, Outcome.DENIED)));
            say(rule, event(CaseEvent.Kind.BREACH, 2, fact(3, Outcome.SUCCESS)));
            assertThat(rule.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void takesTheLastDenialsOfARun() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, CaseEvent, LedgerInput> rule = rule(DENIED_THEN_SUCCESS)) {
            say(rule, event(CaseEvent.Kind.BEGIN, 1, null));
            for (int i = 1; i <= 5; i++) {
                say(rule, event(CaseEvent.Kind.BREACH, 1, fact(i, Outcome.DENIED)));
            }
            say(rule, event(CaseEvent.Kind.BREACH, 1, fact(6, Outcome.SUCCESS)));
            assertThat(rule.extractOutputValues())
                    .singleElement()
                    .satisfies(m -> assertThat(m.alert().accesses())
                            .extracting(a -> a.eventId())
                            .containsExactly("a-0000003", "a-0000004", "a-0000005", "a-0000006"));
        }
    }

    @SuppressWarnings("unchecked")
    private static KeyedOneInputStreamOperatorTestHarness<String, CaseEvent, LedgerInput> rule(String ruleId)
            throws Exception {
        OneInputTransformation<CaseEvent, LedgerInput> detect = GraphListing.of(PolicyReader.defaults()).stream()
                .filter(t -> t.getUid() != null && t.getUid().startsWith("detect-" + ruleId))
                .map(t -> (OneInputTransformation<CaseEvent, LedgerInput>) t)
                .findFirst()
                .orElseThrow();
        KeyedOneInputStreamOperatorTestHarness<String, CaseEvent, LedgerInput> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        detect.getOperatorFactory(), CaseEvent::caseKey, Types.STRING);
        harness.open();
        return harness;
    }

    private void say(KeyedOneInputStreamOperatorTestHarness<String, CaseEvent, LedgerInput> rule, CaseEvent event)
            throws Exception {
        stamp++;
        rule.processElement(new StreamRecord<>(event, stamp));
        rule.processWatermark(stamp);
    }

    private static CaseEvent event(CaseEvent.Kind kind, long revision, Fact fact) {
        return new CaseEvent(kind, Samples.CASE, revision, -1, Samples.DEPARTURE, fact, null, null);
    }

    private static Fact fact(int number, Outcome outcome) {
        return Samples.breach(Samples.access(number, Samples.RESIGNED_AT + number, outcome));
    }
}
