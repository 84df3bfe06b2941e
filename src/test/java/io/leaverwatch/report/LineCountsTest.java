package io.leaverwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LineCountsTest {
    private static final LineCounts COUNTS =
            new LineCounts(100, 5, 3, 7, 40, 15, 2, new TreeMap<>(Map.of("action", 1L)));

    @Test
    void considersWhatIsNoneOfTheOtherClasses() {
        assertThat(COUNTS.considered()).isEqualTo(30);
    }

    @Test
    void addsUpClassByClass() {
        LineCounts twice = COUNTS.plus(COUNTS);
        assertThat(twice.lines()).isEqualTo(200);
        assertThat(twice.considered()).isEqualTo(60);
        assertThat(twice.wrongTyped()).containsExactly(Map.entry("action", 2L));
        assertThat(COUNTS.plus(LineCounts.NONE)).isEqualTo(COUNTS);
    }

    @Test
    void findsNoContradictionWhereAllAddsUp() {
        assertThat(COUNTS.contradictions("access", 52, 52, 3)).isEmpty();
    }

    @Test
    void namesTheNumbersThatDoNotAddUp() {
        assertThat(COUNTS.contradictions("access", 51, 52, 3))
                .containsExactly(
                        "access lines: 100 were read, but 5 blank + 3 dead letters + 40 not concerned + 51 events were"
                                + " counted.",
                        "access events: 51 were read, but the job took in 52.");
        assertThat(COUNTS.contradictions("access", 52, 52, 4)).hasSize(1);
        assertThat(new LineCounts(10, 0, 0, 6, 0, 5, 0, new TreeMap<>()).contradictions("access", 10, 10, 0))
                .singleElement()
                .asString()
                .contains("6 redeliveries", "5 evidence");
        assertThat(new LineCounts(10, 0, 0, 1, 0, 5, 2, new TreeMap<>()).contradictions("access", 10, 10, 0))
                .hasSize(1);
    }
}
