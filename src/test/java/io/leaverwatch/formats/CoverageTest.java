package io.leaverwatch.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.formats.Coverage.Entry;
import io.leaverwatch.formats.Coverage.Gap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final long HOUR = 3_600_000L;

    @Test
    void namesEachAccessSourceAndSystemAlsoWhereNothingWasRead() {
        Coverage coverage = new Coverage(TestPolicies.LONDON)
                .add(tally("access", 2, 0, List.of()))
                .add(tally("link", 1, 3, List.of()));
        assertThat(coverage.entries())
                .containsExactly(
                        new Entry("f2", "Contact Creator", 0, null, null, List.of(), 0),
                        new Entry("f2", "Organise", 0, null, null, List.of(), 0));
    }

    @Test
    void addsTheTalliesOfASourceUpInAnyOrder() {
        Tally later =
                tally("access", 0, 1, List.of(new Tally.Covered("Organise", 3, new long[] {20 * HOUR, 27 * HOUR})));
        Tally earlier =
                tally("access", 0, 2, List.of(new Tally.Covered("Organise", 4, new long[] {0, HOUR, 8 * HOUR, 14 * HOUR
                })));
        Entry expected = new Entry("f0", "Organise", 7, 0L, 27 * HOUR, List.of(new Gap(HOUR, 8 * HOUR)), 3);

        for (List<Tally> order : List.of(List.of(later, earlier), List.of(earlier, later))) {
            Coverage coverage = new Coverage(TestPolicies.LONDON);
            order.forEach(coverage::add);
            assertThat(coverage.entries().get(1)).isEqualTo(expected);
            assertThat(coverage.tallies()).singleElement().satisfies(sum -> {
                assertThat(sum.dead()).isEqualTo(3);
                assertThat(sum.lines()).isEqualTo(20);
                assertThat(sum.blank()).isEqualTo(2);
                assertThat(sum.notConcerned()).isEqualTo(4);
                assertThat(sum.forwarded()).isEqualTo(6);
                assertThat(sum.wrongTyped()).isEqualTo(Map.of("action", 2L));
            });
        }
    }

    @Test
    void leavesOutASystemThatThePolicyNoLongerHas() {
        Coverage coverage = new Coverage(TestPolicies.LONDON);
        coverage.add(tally("access", 0, 0, List.of(new Tally.Covered("Formerly", 2, new long[] {0, HOUR}))));
        assertThat(coverage.entries()).hasSize(2).allMatch(entry -> entry.events() == 0);
    }

    @Test
    void namesGapsThatAreLongerThanThePolicysAndNoneThatAreAsLong() {
        Coverage coverage = new Coverage(TestPolicies.of("UTC", Duration.ofHours(7)));
        coverage.add(tally("access", 0, 0, List.of(new Tally.Covered("Organise", 2, new long[] {0, HOUR}))));
        coverage.add(tally("access", 0, 0, List.of(new Tally.Covered("Organise", 1, new long[] {8 * HOUR, 8 * HOUR}))));
        assertThat(coverage.entries().get(1).gaps()).isEmpty();
        coverage.add(tally("access", 0, 0, List.of(new Tally.Covered("Organise", 1, new long[] {
            15 * HOUR + 1, 15 * HOUR + 1
        }))));
        assertThat(coverage.entries().get(1).gaps()).containsExactly(new Gap(8 * HOUR, 15 * HOUR + 1));
    }

    private static Tally tally(String kind, int order, long dead, List<Tally.Covered> covered) {
        return new Tally(kind, order, "f" + order, 10, 1, dead, 2, 3, Map.of("action", 1L), covered);
    }
}
