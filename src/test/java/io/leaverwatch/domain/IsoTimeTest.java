package io.leaverwatch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Times are written as the JDK's formatter writes them, at the edges of days, years and of what has four digits too. */
class IsoTimeTest {
    private static final DateTimeFormatter FORM =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    @Test
    void writesEdgesAsTheFormatterDoes() {
        for (long edge : new long[] {
            FIRST, LAST, 0, Instant.parse("2032-02-29T00:00:00Z").toEpochMilli(), -86_400_000, 1_000, 60_000, 3_600_000
        }) {
            for (long time : new long[] {edge - 1, edge, edge + 1}) {
                assertThat(IsoTime.of(time)).isEqualTo(FORM.format(Instant.ofEpochMilli(time)));
            }
        }
    }

    @Test
    void writesAnyTimeAsTheFormatterDoes() {
        Random random = new Random(20310521);
        for (int i = 0; i < 100_000; i++) {
            long time = FIRST + Math.floorMod(random.nextLong(), LAST - FIRST);
            assertThat(IsoTime.of(time)).isEqualTo(FORM.format(Instant.ofEpochMilli(time)));
        }
    }
}
