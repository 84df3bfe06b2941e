package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.Coverage;
import io.leaverwatch.formats.CoveredVerdict;
import io.leaverwatch.formats.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What departure records say of what was read, and when they are said again. */
class CoverageHarnessTest {
    private static final Policy POLICY = PolicyReader.defaults();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @Test
    void countsATopicOnWhateverItsPlaceInTheSettings() throws Exception {
        OperatorSubtaskState state;
        try (Harness coverage = new Harness(List.of("a", "b"))) {
            coverage.open();
            coverage.processElement2(new StreamRecord<>(tally("a", 0, 1)));
            coverage.processElement2(new StreamRecord<>(tally("b", 1, 10)));
            state = coverage.snapshot(1, 1);
        }
        try (Harness coverage = new Harness(List.of("new", "b", "a"))) {
            coverage.initializeState(state);
            coverage.open();
            assertThat(coverage.events()).containsExactly(Map.entry("b", 10L), Map.entry("a", 1L));
            coverage.processElement2(new StreamRecord<>(tally("b", 1, 20)));
            coverage.processElement2(new StreamRecord<>(tally("b", 1, 20)));
            coverage.processElement2(new StreamRecord<>(tally("new", 0, 5)));
            coverage.processElement2(new StreamRecord<>(tally("a", 2, 2)));
            assertThat(coverage.events())
                    .containsExactly(Map.entry("new", 5L), Map.entry("b", 50L), Map.entry("a", 3L));
        }
    }

    @Test
    void saysNotAllRecordsAgainInOneMoment() throws Exception {
        try (Harness coverage = new Harness(List.of("a"))) {
            coverage.open();
            coverage.setProcessingTime(HOUR / 2);
            for (int i = 0; i < 200; i++) {
                coverage.processElement1(new StreamRecord<>(record("m-" + i)));
            }
            coverage.getOutput().clear();
            Set<Long> moments = new TreeSet<>();
            for (long minute = 0; minute < 60; minute++) {
                coverage.setProcessingTime(HOUR / 2 + minute * HOUR / 60);
                if (!coverage.getOutput().isEmpty()) {
                    moments.add(minute);
                }
                assertThat(coverage.getOutput().size()).as("minute %d", minute).isLessThan(20);
                coverage.getOutput().clear();
            }
            assertThat(moments).hasSizeGreaterThan(40);
            coverage.setProcessingTime(HOUR / 2 + HOUR);
            coverage.getOutput().clear();
            coverage.setProcessingTime(HOUR / 2 + 2 * HOUR);
            assertThat(coverage.getOutput()).as("each once an hour").hasSize(200);
        }
    }

    private static final class Harness
            extends KeyedTwoInputStreamOperatorTestHarness<String, Verdict, Tally, CoveredVerdict> {
        Harness(List<String> topics) throws Exception {
            super(
                    new CoBroadcastWithKeyedOperator<>(
                            new CoverageFunction(POLICY, topics, HOUR), List.of(CoverageFunction.COVERAGE)),
                    Verdict::caseKey,
                    null,
                    Types.STRING);
        }

        /** How many events of the first system a record says of each source. */
        List<Map.Entry<String, Long>> events() throws Exception {
            getOutput().clear();
            processElement1(new StreamRecord<>(record("m-1")));
            String system = POLICY.protectedSystems().get(0).name();
            List<Coverage.Entry> entries = extractOutputValues().get(0).coverage();
            return entries.stream()
                    .filter(entry -> entry.system().equals(system))
                    .map(entry -> Map.entry(entry.source(), entry.events()))
                    .toList();
        }
    }

    private static Tally tally(String source, int order, long events) {
        String system = POLICY.protectedSystems().get(0).name();
        List<Tally.Covered> covered = List.of(new Tally.Covered(system, events, new long[] {0, HOUR}));
        return new Tally("access", order, source, events, 0, 0, 0, events, Map.of(), covered);
    }

    private static Verdict record(String eventId) {
        return Verdict.of(new DepartureRecord(
                "departure-" + eventId,
                Samples.departure(eventId),
                List.of(),
                Map.of(),
                null,
                null,
                List.of(),
                DepartureRecord.Finding.NONE_FOUND,
                false));
    }
}
