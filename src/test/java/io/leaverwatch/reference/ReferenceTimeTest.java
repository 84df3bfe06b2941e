package io.leaverwatch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of a time, and what is none. */
class ReferenceTimeTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @ParameterizedTest
    @CsvSource({
        "2031-05-21T08:15Z, 2031-05-21T08:15:00Z",
        "2031-05-21T08:15:16+0530, 2031-05-21T02:45:16Z",
        "2031-05-21T08:15:16.1-07:00, 2031-05-21T15:15:16.100Z",
        "2031-05-21T08:15:16.123999999Z, 2031-05-21T08:15:16.123Z",
        "1969-12-31T23:59:59.9999Z, 1969-12-31T23:59:59.999Z",
        "2031-05-21T08:15:16, 2031-05-21T07:15:16Z",
        "2031-01-21T08:15, 2031-01-21T08:15:00Z",
        // The gap: 01:00 GMT becomes 02:00 BST.
        "2031-03-30T01:30, 2031-03-30T01:30:00Z",
        "2031-03-30T02:00, 2031-03-30T01:00:00Z",
        // The overlap: 02:00 BST becomes 01:00 GMT.
        "2031-10-26T01:30, 2031-10-26T00:30:00Z",
        "2031-10-26T00:59:59.999, 2031-10-25T23:59:59.999Z",
        "2031-10-26T02:00, 2031-10-26T02:00:00Z",
        "0001-01-01T00:00+18:00, 0000-12-31T06:00:00Z",
        "9999-12-31T23:59:59.999-1800, +10000-01-01T17:59:59.999Z",
        "2032-02-29T00:00-00:00, 2032-02-29T00:00:00Z"
    })
    void readsText(String text, String instant) {
        assertThat(ReferenceTime.ofText(text).orElseThrow().atEnd(LONDON)).hasToString(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2031-05-21t08:15Z",
                "2031-05-21T08:15z",
                "2031-05-21 08:15Z",
                " 2031-05-21T08:15Z",
                "2031-05-21T08:15Z ",
                "2031-05-21T08Z",
                "2031-05-21T08:15:16.Z",
                "2031-05-21T08:15:16.1234567890Z",
                "2031-05-21T08:15.5Z",
                "2031-05-21T08:15:16,5Z",
                "2031-05-21T24:00Z",
                "2031-05-21T08:60Z",
                "2031-05-21T08:15:60Z",
                "2031-05-21T08:15+18:01",
                "2031-05-21T08:15+19",
                "2031-05-21T08:15+01",
                "2031-05-21T08:15+01:60",
                "2031-02-29T08:15Z",
                "0000-05-21T08:15Z",
                "10000-05-21T08:15Z",
                "+2031-05-21T08:15Z",
                "-2031-05-21T08:15Z",
                "2031-5-21",
                "20310521",
                "2031-05-21Z",
                "2031-13-01",
                "1936915200",
                "",
                "now",
                "٢٠٣١-05-21"
            })
    void readsNothingElse(String text) {
        assertThat(ReferenceTime.ofText(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "-0.0e7, 1970-01-01T00:00:00Z",
        "99999999999, 5138-11-16T09:46:39Z",
        "99999999999.9999, 5138-11-16T09:46:39.999Z",
        "100000000000, 1973-03-03T09:46:40Z",
        "-100000000000, 1966-10-31T14:13:20Z",
        "1717764280.813000, 2024-06-07T12:44:40.813Z",
        "1717764280.8139, 2024-06-07T12:44:40.813Z",
        "1717764280813.9, 2024-06-07T12:44:40.813Z",
        "1.717764280813e12, 2024-06-07T12:44:40.813Z",
        "-1.0009, 1969-12-31T23:59:59Z",
        "-1.9999, 1969-12-31T23:59:58.001Z",
        "-62135596800, 0001-01-01T00:00:00Z",
        "253402300799999.9, 9999-12-31T23:59:59.999Z",
        "1e-99999999999, 1970-01-01T00:00:00Z",
        "0e99999999999, 1970-01-01T00:00:00Z",
        "1e-999999999, 1970-01-01T00:00:00Z"
    })
    void readsNumbers(String literal, String instant) {
        assertThat(ReferenceTime.ofNumeral(literal).orElseThrow().atStart(LONDON))
                .hasToString(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "253402300800000",
                "-62135596801",
                "-99999999999",
                "1e999999999",
                "1e99999999999",
                "-1e2147483648"
            })
    void readsNoNumberOutsideTheYears(String literal) {
        assertThat(ReferenceTime.ofNumeral(literal)).isEmpty();
    }

    @Test
    void readsADateAsItsStartOrAsTheNextMidnight() {
        ReferenceTime march = ReferenceTime.ofText("2031-03-30").orElseThrow();
        assertThat(march.atStart(LONDON)).hasToString("2031-03-30T00:00:00Z");
        assertThat(march.atEnd(LONDON)).hasToString("2031-03-30T23:00:00Z");
        assertThat(march.atEnd(ZoneId.of("Asia/Kolkata"))).hasToString("2031-03-30T18:30:00Z");
        assertThat(march.isDateOnly()).isTrue();
        assertThat(march.assumesZone()).isFalse();
    }
}
