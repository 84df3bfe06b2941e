package io.leaverwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.formats.Moment;
import io.leaverwatch.formats.TimeParser;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of the policy and times of the input are the same texts, and mean the same. */
class PolicyTimeTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final long DAY = 86_400_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2031-05-21T09:00Z",
                "2031-05-21T09:00:59Z",
                "2031-05-21T09:00:59.1Z",
                "2031-05-21T09:00:59.123456789Z",
                "1969-12-31T23:59:59.9999Z",
                "2031-05-21T09:00+02:00",
                "2031-05-21T09:00-0230",
                "2031-05-21T09:00+18:00",
                "2031-05-21T09:00-18:00",
                "2031-05-21T09:00+18:01",
                "2031-05-21T09:00+00:00",
                "2031-05-21T09:00-00:00",
                "2031-05-21T09:00+02:60",
                "2031-05-21T09:00+2:00",
                "2031-05-21T09:00+02",
                "2031-05-21T09:00:00+02:00:00",
                "2031-05-21T09:00",
                "2031-01-21T09:00:00.5",
                "2031-03-30T01:30",
                "2031-10-26T01:30",
                "0001-01-01T00:00Z",
                "0000-12-31T00:00Z",
                "9999-12-31T23:59:59.999Z",
                "10000-01-01T00:00Z",
                "+2031-05-21T09:00Z",
                "2028-02-29T00:00Z",
                "2031-02-29T00:00Z",
                "2031-13-01T00:00Z",
                "2031-05-21T24:00Z",
                "2031-05-21T23:60Z",
                "2031-05-21T23:59:60Z",
                "2031-05-21T09Z",
                "2031-05-21T09:00:00.Z",
                "2031-05-21T09:00:00.1234567890Z",
                "2031-05-21T09:00:00,5Z",
                "2031-05-21t09:00Z",
                "2031-05-21T09:00z",
                "2031-05-21 09:00Z",
                "2031-5-21T09:00Z",
                "20310521T0900Z",
                "２０31-05-21T09:00Z",
                "2031-05-21T09:00Z ",
                "1715000000",
                "2031-05-21Z",
                ""
            })
    void readsATimeOfDayAsTheInputDoes(String text) {
        Moment moment = new TimeParser(LONDON).text(text);
        OptionalLong expected = moment == null ? OptionalLong.empty() : OptionalLong.of(moment.epochMillis());
        assertThat(PolicyTime.start(text, LONDON)).isEqualTo(expected);
        assertThat(PolicyTime.end(text, LONDON)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2031-05-21", "2028-02-29", "2031-02-29", "0001-01-01", "0000-01-01", "9999-12-31", "2031-5-1"})
    void readsADayFromItsStartToTheNextMidnight(String text) {
        Moment moment = new TimeParser(LONDON).text(text);
        OptionalLong expected = moment == null ? OptionalLong.empty() : OptionalLong.of(moment.epochMillis());
        assertThat(PolicyTime.start(text, LONDON)).isEqualTo(expected);
        assertThat(PolicyTime.end(text, LONDON))
                .isEqualTo(expected.isEmpty() ? expected : OptionalLong.of(expected.getAsLong() + DAY));
    }
}
