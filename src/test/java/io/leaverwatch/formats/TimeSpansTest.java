package io.leaverwatch.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TimeSpansTest {
    @Test
    void isEmptyAtFirst() {
        assertThat(new TimeSpans(10).toArray()).isEmpty();
    }

    @Test
    void keepsApartWhatIsFurtherApartThanTheGapAndNotWhatIsExactlyThatFar() {
        assertThat(spans(10, 0, 10, 21)).containsExactly(0, 10, 21, 21);
        assertThat(spans(10, 21, 0)).containsExactly(0, 0, 21, 21);
        assertThat(spans(10, 0, 21, 11)).containsExactly(0, 0, 11, 21);
        assertThat(spans(10, 0, 20, 10)).containsExactly(0, 20);
        assertThat(spans(0, 5, 5, 6)).containsExactly(5, 5, 6, 6);
    }

    @Test
    void holdsTheFirstAndTheLastYear() {
        long first = -62_135_596_800_000L;
        long last = 253_402_300_799_999L;
        assertThat(spans(21_600_000, last, first, 0)).containsExactly(first, first, 0, 0, last, last);
        assertThat(spans(Long.MAX_VALUE, last, first, 0)).containsExactly(first, last);
    }

    @Test
    void isWhatSortingWouldGiveInAnyOrderAndHoweverItIsMerged() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            long gap = random.nextInt(12);
            int range = 1 + random.nextInt(300);
            TreeSet<Long> sorted = new TreeSet<>();
            TimeSpans one = new TimeSpans(gap);
            TimeSpans[] parts = {new TimeSpans(gap), new TimeSpans(gap), new TimeSpans(gap)};
            long near = 0;
            for (int i = random.nextInt(60); i > 0; i--) {
                // Mostly onward, as in a log.
                near = random.nextInt(5) == 0 ? random.nextInt(range) - range / 2 : near + random.nextInt(4);
                sorted.add(near);
                one.add(near);
                parts[random.nextInt(3)].add(near);
            }
            TimeSpans merged = new TimeSpans(gap);
            for (TimeSpans part : parts) {
                long[] edges = part.toArray();
                for (int i = 0; i < edges.length; i += 2) {
                    merged.addSpan(edges[i], edges[i + 1]);
                }
            }
            assertThat(one.toArray()).as("seed %d", seed).isEqualTo(bySorting(sorted, gap));
            assertThat(merged.toArray()).as("seed %d", seed).isEqualTo(bySorting(sorted, gap));
        }
    }

    private static long[] bySorting(TreeSet<Long> sorted, long gap) {
        List<Long> edges = new ArrayList<>();
        Long last = null;
        for (Long instant : sorted) {
            if (last == null || instant - last > gap) {
                if (last != null) {
                    edges.add(last);
                }
                edges.add(instant);
            }
            last = instant;
        }
        if (last != null) {
            edges.add(last);
        }
        return edges.stream().mapToLong(Long::longValue).toArray();
    }

    private static long[] spans(long gap, long... instants) {
        TimeSpans spans = new TimeSpans(gap);
        for (long instant : instants) {
            spans.add(instant);
        }
        return spans.toArray();
    }
}
