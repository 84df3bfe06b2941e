package io.leaverwatch.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParserTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private final TimeParser london = new TimeParser(LONDON);

    @ParameterizedTest
    @CsvSource({
        "2031-05-21T08:15Z, 2031-05-21T08:15:00Z",
        "2031-05-21T08:15:59Z, 2031-05-21T08:15:59Z",
        "2031-05-21T08:15:59.1Z, 2031-05-21T08:15:59.100Z",
        "2031-05-21T08:15:59.987Z, 2031-05-21T08:15:59.987Z",
        "2031-05-21T08:15:59.987654321Z, 2031-05-21T08:15:59.987Z",
        "1969-12-31T23:59:59.9999Z, 1969-12-31T23:59:59.999Z",
        "2031-05-21T08:15+01:00, 2031-05-21T07:15:00Z",
        "2031-05-21T08:15-0130, 2031-05-21T09:45:00Z",
        "2031-05-21T08:15+18:00, 2031-05-20T14:15:00Z",
        "2031-05-21T08:15:00.5-18:00, 2031-05-22T02:15:00.500Z",
        "2031-05-21T08:15-00:00, 2031-05-21T08:15:00Z",
        "2028-02-29T00:00Z, 2028-02-29T00:00:00Z",
        "0001-01-01T00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z"
    })
    void readsATimeWithAnOffset(String text, Instant expected) {
        assertThat(london.text(text))
                .isEqualTo(new Moment(
                        expected.toEpochMilli(),
                        false,
                        false,
                        expected.atZone(LONDON).toLocalDate().toEpochDay()));
    }

    @ParameterizedTest
    @CsvSource({
        // winter, summer, the hour that summer time skips, the hour that its end repeats
        "2031-01-21T08:15, 2031-01-21T08:15:00Z",
        "2031-05-21T08:15:59.9, 2031-05-21T07:15:59.900Z",
        "2031-03-30T00:59:59, 2031-03-30T00:59:59Z",
        "2031-03-30T01:30, 2031-03-30T01:30:00Z",
        "2031-03-30T02:00, 2031-03-30T01:00:00Z",
        "2031-10-26T00:59, 2031-10-25T23:59:00Z",
        "2031-10-26T01:30, 2031-10-26T00:30:00Z",
        "2031-10-26T02:00, 2031-10-26T02:00:00Z"
    })
    void readsATimeWithoutAnOffsetInTheZone(String text, Instant expected) {
        Moment moment = london.text(text);
        assertThat(Instant.ofEpochMilli(moment.epochMillis())).isEqualTo(expected);
        assertThat(moment.zoneAssumed()).isTrue();
        assertThat(moment.dateOnly()).isFalse();
    }

    @Test
    void readsADateAloneAsTheStartOfItsDayInTheZone() {
        LocalDate date = LocalDate.of(2031, 5, 21);
        long start = Instant.parse("2031-05-20T23:00:00Z").toEpochMilli();
        assertThat(london.text("2031-05-21")).isEqualTo(new Moment(start, false, true, date.toEpochDay()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "2031",
                "2031-05",
                "20310521",
                "2031-5-21",
                "2031-05-21 ",
                " 2031-05-21T08:15Z",
                "2031-05-21T08:15Z ",
                "2031-05-21 08:15Z",
                "2031-05-21t08:15Z",
                "2031-05-21T08:15z",
                "2031-05-21T08Z",
                "2031-05-21T8:15Z",
                "2031-05-21T24:00Z",
                "2031-05-21T23:60Z",
                "2031-05-21T23:59:60Z",
                "2031-05-21T23:59:60.000Z",
                "2031-05-21T08:15:Z",
                "2031-05-21T08:15:5Z",
                "2031-05-21T08:15:59.Z",
                "2031-05-21T08:15:59,5Z",
                "2031-05-21T08:15:59.1234567890Z",
                "2031-05-21T08:15.5Z",
                "2031-05-21T08:15+1:00",
                "2031-05-21T08:15+01",
                "2031-05-21T08:15+01:60",
                "2031-05-21T08:15+18:01",
                "2031-05-21T08:15-1801",
                "2031-05-21T08:15+19:00",
                "2031-05-21T08:15+01:000",
                "2031-05-21T08:15+01-00",
                "2031-05-21T08:15ZZ",
                "2031-02-29T08:15Z",
                "2031-04-31",
                "2031-13-01",
                "2031-00-01",
                "2031-01-00",
                "2031-01-32",
                "0000-01-01T00:00Z",
                "10000-01-01T00:00Z",
                "-001-01-01T00:00Z",
                "+2031-05-21T08:15Z",
                "２０31-05-21T08:15Z",
                "2031-05-21T08:1\u0665Z",
                "1936915200",
                "1936915200000",
                "soon",
                "2031-05-21T08:15:59.987\u00e9",
                "2031/05/21T08:15Z",
                "2031-05-21T08.15Z",
                "20310521T081500Z",
                "2031-W21-3",
                "2031-141"
            })
    void takesNothingElseForATime(String text) {
        assertThat(london.text(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "1936915200, 1936915200000",
        "1936915200.9999, 1936915200999",
        "1.9369152e9, 1936915200000",
        "1936915200000, 1936915200000",
        "1936915200000.9, 1936915200000",
        "193691520000000e-2, 1936915200000",
        "99999999999, 99999999999000",
        "99999999999.9999, 99999999999999",
        "100000000000, 100000000000",
        "1e11, 100000000000",
        "-0.0019, -1",
        "-0.0009, 0",
        "-62135596800, -62135596800000",
        "-100000000000, -100000000000",
        "-62135596800000, -62135596800000",
        "253402300799999, 253402300799999",
        "253402300799999.999, 253402300799999",
        "1e-1000000000, 0",
        "0e1000000000, 0",
        "1e-99999999999999999999, 0"
    })
    void readsANumberAsSecondsOrMilliseconds(String text, long expected) {
        assertThat(london.number(text).epochMillis()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-62135596800.001",
                "-62135596800001",
                "253402300800000",
                "-99999999999",
                "1e15",
                "1e400",
                "1e1000000000",
                "-1e99999999999999999999",
                "9223372036854775808",
                "18446744073709551617000"
            })
    void takesNoNumberOutsideTheYears(String text) {
        assertThat(london.number(text)).isNull();
    }

    @Test
    void readsAMillionDigitsAtOnce() {
        String digits = "0".repeat(1_000_000);
        assertThat(london.number("1" + digits)).isNull();
        assertThat(london.number("0." + digits + "1").epochMillis()).isZero();
        assertThat(london.number("1." + digits).epochMillis()).isEqualTo(1000);
    }

    @Test
    void agreesWithASlowReaderOnTextsThatAreAlmostTimes() {
        for (String zone : List.of("Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC")) {
            TimeParser fast = new TimeParser(ZoneId.of(zone));
            AlmostTimes times = new AlmostTimes(new Random(zone.hashCode()));
            for (int i = 0; i < 20_000; i++) {
                String text = times.text();
                Moment expected = SlowTime.text(text, ZoneId.of(zone));
                if (!Objects.equals(fast.text(text), expected)) {
                    assertThat(fast.text(text)).as("%s in %s", text, zone).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void agreesWithASlowReaderOnNumbers() {
        AlmostTimes times = new AlmostTimes(new Random(7));
        for (int i = 0; i < 50_000; i++) {
            String text = times.number();
            Moment expected = SlowTime.number(text, LONDON);
            if (!Objects.equals(london.number(text), expected)) {
                assertThat(london.number(text)).as(text).isEqualTo(expected);
            }
        }
    }
}
