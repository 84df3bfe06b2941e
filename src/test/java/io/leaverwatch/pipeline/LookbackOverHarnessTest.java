package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Caveat;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What the join still knows of accesses that it remembers no more, or that were read under another policy. */
class LookbackOverHarnessTest {
    private static final Policy POLICY = PolicyReader.defaults();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long LOOKBACK = Duration.ofDays(35).toMillis();
    private static final AccessEvent BEFORE = Samples.access(1, Samples.RESIGNED_AT - HOUR);
    private static final AccessEvent AFTER = Samples.access(2, Samples.RESIGNED_AT + HOUR);

    @Test
    void recordKeepsWhatItNamedWhenAllIsJudgedAgain() throws Exception {
        try (JoinHarness join = JoinHarness.open(POLICY)) {
            join.setProcessingTime(Samples.RESIGNED_AT + 2 * HOUR);
            join.update(Samples.DEPARTURE);
            join.arrive(BEFORE);
            join.arrive(AFTER);
            join.setProcessingTime(Samples.RESIGNED_AT + 3 * HOUR);
            join.arrive(Samples.access(3, Samples.RESIGNED_AT + 2 * LOOKBACK));
            join.setProcessingTime(Samples.RESIGNED_AT + 4 * LOOKBACK);
            join.arrive(Samples.access(4, Samples.RESIGNED_AT + 3 * LOOKBACK));
            join.said();

            long reinstated = Samples.RESIGNED_AT + 2 * HOUR;
            join.update(
                    new Departure(Samples.resigned(), Samples.RESIGNED_AT, reinstated, Samples.reinstated(reinstated)));
            join.setProcessingTime(Samples.RESIGNED_AT + 4 * LOOKBACK + HOUR);
            assertThat(sighting(join)).isNull(); // as it was
            join.update(new Departure(
                    Samples.resigned(), Samples.RESIGNED_AT, AFTER.occurredAt(), Samples.reinstated(reinstated)));
            join.setProcessingTime(Samples.RESIGNED_AT + 4 * LOOKBACK + 2 * HOUR);
            Sighting seen = sighting(join);
            assertThat(seen.lastBefore()).isEqualTo(Seen.of(BEFORE));
            assertThat(seen.firstAfter()).as("not in the departure any more").isNull();
        }
    }

    @Test
    void sessionsEndTwoLookbacksLater() throws Exception {
        try (JoinHarness join = JoinHarness.open(POLICY)) {
            join.setProcessingTime(Samples.RESIGNED_AT);
            join.update(Samples.DEPARTURE);
            join.setProcessingTime(Samples.RESIGNED_AT + HOUR);
            int without = join.numKeyedStateEntries();
            for (int i = 1; i <= 50; i++) {
                long at = Samples.RESIGNED_AT - HOUR + i;
                join.arrive(Samples.access(i, at, Outcome.SUCCESS, "Organise", "session-" + i));
            }
            join.setProcessingTime(Samples.RESIGNED_AT + 2 * HOUR);
            join.update(Samples.DEPARTURE);
            join.setProcessingTime(Samples.RESIGNED_AT + 3 * HOUR);
            assertThat(join.numKeyedStateEntries()).isEqualTo(without + 2);
            pass(join, 1, 39, 7 * 24 * HOUR);
            assertThat(join.numKeyedStateEntries())
                    .as("the look-back, and no session")
                    .isEqualTo(without + 1);
        }
    }

    @Test
    void sessionThatBeganBeforeStillSpeaksForTheAccused() throws Exception {
        try (JoinHarness join = JoinHarness.open(POLICY)) {
            join.setProcessingTime(Samples.RESIGNED_AT);
            join.update(Samples.DEPARTURE);
            join.arrive(inSession(1, Samples.RESIGNED_AT - HOUR));
            pass(join, 1, 40, 24 * HOUR);
            join.update(Samples.DEPARTURE); // all is judged again
            pass(join, 41, 60, 24 * HOUR);
            join.said();
            join.arrive(inSession(2, Samples.RESIGNED_AT + 60 * 24 * HOUR));
            assertThat(join.said())
                    .singleElement()
                    .satisfies(change -> assertThat(Caveat.list(change.fact().caveats()))
                            .containsExactly(Caveat.SESSION_PREDATES_DEPARTURE));
        }
    }

    @Test
    void copyOfALaterAccessLeavesTheSessionsBeginning() throws Exception {
        try (JoinHarness join = JoinHarness.open(POLICY)) {
            join.setProcessingTime(Samples.RESIGNED_AT);
            join.update(Samples.DEPARTURE);
            join.arrive(inSession(1, Samples.RESIGNED_AT - HOUR));
            long later = Samples.RESIGNED_AT + LOOKBACK - HOUR / 2;
            AccessEvent second = inSession(2, later);
            int hour = 35 * 24 - 1;
            pass(join, 0, hour - 1, HOUR);
            join.setProcessingTime(Samples.RESIGNED_AT + hour * HOUR);
            join.arrive(second);
            pass(join, hour + 1, 40 * 24 - 1, HOUR);
            join.said();
            Origin origin = second.origin();
            join.arrive(new AccessEvent(
                    second.eventId(),
                    later,
                    false,
                    second.system(),
                    second.credentialId(),
                    second.action(),
                    second.outcome(),
                    second.sessionId(),
                    -1,
                    new Origin(0, origin.source(), -1, 0, origin.sha256()), // the same line, in an earlier place
                    second.raw()));
            join.setProcessingTime(Samples.RESIGNED_AT + 41 * 24 * HOUR);
            assertThat(join.said().stream().filter(change -> change.fact() != null))
                    .allSatisfy(change -> assertThat(Caveat.list(change.fact().caveats()))
                            .contains(Caveat.SESSION_PREDATES_DEPARTURE))
                    .isNotEmpty();
        }
    }

    @Test
    void accessIsInTheSystemThatThePresentPolicySays() throws Exception {
        OperatorSubtaskState state;
        try (JoinHarness join = JoinHarness.open(POLICY)) {
            join.setProcessingTime(Samples.RESIGNED_AT + 2 * HOUR);
            join.update(Samples.DEPARTURE);
            join.arrive(AFTER);
            join.arrive(Samples.access(3, Samples.RESIGNED_AT + HOUR, Outcome.SUCCESS, "Organise"));
            join.setProcessingTime(Samples.RESIGNED_AT + 3 * HOUR);
            state = join.snapshot(1, 1);
        }
        assertThat(systems(state, "{name: Canvassing, aliases: [Contact Creator]}, {name: Organise}"))
                .containsExactly("Canvassing");
        assertThat(systems(state, "{name: Contact Creator, aliases: [Organise]}"))
                .containsExactly("Contact Creator");
        assertThat(systems(state, "{name: Contact Creator}, {name: ORGANISE}")).containsExactly("ORGANISE");
        assertThat(systems(state, "{name: Organise}")).containsExactly("gone");
    }

    @Test
    void caseFileNamesASystemAsThePresentPolicyDoes() throws Exception {
        OperatorSubtaskState state;
        try (KeyedOneInputStreamOperatorTestHarness<String, CaseChange, CaseEvent> caseFile = caseFile(POLICY)) {
            caseFile.open();
            caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.DEPARTURE)));
            caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.CASE, Samples.breach(AFTER))));
            AccessEvent other = Samples.access(3, Samples.RESIGNED_AT + HOUR, Outcome.SUCCESS, "Organise");
            caseFile.processElement(new StreamRecord<>(CaseChange.put(Samples.CASE, Samples.breach(other))));
            state = caseFile.snapshot(1, 1);
        }
        // What counts is what the lines say: to the former policy they named the same system.
        String policy = "protectedSystems: [{name: Canvassing, aliases: [contact creator]}]";
        try (KeyedOneInputStreamOperatorTestHarness<String, CaseChange, CaseEvent> caseFile =
                caseFile(PolicyReader.read("policy.yaml", policy.getBytes(StandardCharsets.UTF_8)))) {
            caseFile.initializeState(state);
            caseFile.open();
            caseFile.setProcessingTime(HOUR);
            assertThat(caseFile.extractOutputValues().stream()
                            .filter(event -> event.kind() == CaseEvent.Kind.BREACH)
                            .map(event -> event.fact().access().system()))
                    .as("the one that is protected")
                    .containsExactly("Canvassing");
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, CaseChange, CaseEvent> caseFile(Policy policy)
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new PolicyBoundOperator<>(new CaseFileFunction(policy, PipelineMode.live()), policy.version()),
                CaseChange::caseKey,
                Types.STRING);
    }

    @Test
    void lateAccessIsJudgedAlsoWhereAllIsAboutToBeJudgedAgain() throws Exception {
        try (JoinHarness join = JoinHarness.open(POLICY)) {
            join.setProcessingTime(Samples.RESIGNED_AT + 3 * LOOKBACK);
            join.update(Samples.DEPARTURE);
            join.arrive(Samples.access(9, Samples.RESIGNED_AT + 3 * LOOKBACK));
            join.arrive(AFTER); // behind the look-back, and nobody will look at it again
            join.setProcessingTime(Samples.RESIGNED_AT + 3 * LOOKBACK + HOUR);
            assertThat(join.said().stream().filter(change -> change.fact() != null))
                    .hasSize(2);
        }
    }

    /** The systems of what is said again under a policy with these, and "gone" for what is taken back. */
    private static List<String> systems(OperatorSubtaskState state, String systems) throws Exception {
        byte[] text = ("protectedSystems: [" + systems + "]").getBytes(StandardCharsets.UTF_8);
        try (JoinHarness join = JoinHarness.restored(PolicyReader.read("policy.yaml", text), state)) {
            join.setProcessingTime(Samples.RESIGNED_AT + 4 * HOUR);
            return join.said().stream()
                    .filter(change -> change.kind() == CaseChange.Kind.FACT)
                    .map(change -> change.fact() == null
                            ? "gone"
                            : change.fact().access().system())
                    .toList();
        }
    }

    /** Lets the clock go on from one step to another; at each of them an access comes. */
    private static void pass(JoinHarness join, int first, int last, long step) throws Exception {
        for (int i = first; i <= last; i++) {
            long now = Samples.RESIGNED_AT + i * step;
            join.setProcessingTime(now);
            join.arrive(Samples.access(1_000 + i, now));
        }
    }

    private static AccessEvent inSession(int number, long at) {
        return Samples.access(number, at, Outcome.SUCCESS, "Organise", "session");
    }

    /** The contribution to the record that was said last; null where none was. */
    private static Sighting sighting(JoinHarness join) {
        Sighting last = null;
        for (CaseChange change : join.said()) {
            last = change.kind() == CaseChange.Kind.SIGHTING ? change.sighting() : last;
        }
        return last;
    }
}
