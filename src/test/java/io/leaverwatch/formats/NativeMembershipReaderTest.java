package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NativeMembershipReaderTest {
    private static final Place PLACE = new Place(InputKind.MEMBERSHIP, 0, "m.ndjson", -1);
    private static final long DAY = LocalDate.of(2031, 5, 21).toEpochDay();

    private final NativeMembershipReader reader = new NativeMembershipReader(ZoneId.of("Europe/London"));

    @Test
    void readsAllFields() {
        MembershipEvent event = event("{\"eventId\":\" M-1\",\"memberId\":\" Ann \",\"type\":\" resigned\","
                + "\"effectiveAt\":\"2031-05-21T23:30:00Z\",\"recordedAt\":\"2031-05-20\",\"source\":\" HR \","
                + "\"reason\":\" moved \",\"retracts\":7}");
        assertThat(event.eventId()).isEqualTo(" M-1");
        assertThat(event.memberId()).isEqualTo("Ann");
        assertThat(event.type()).isEqualTo(MembershipType.RESIGNED);
        assertThat(event.effectiveAt()).isEqualTo(millis("2031-05-21T23:30:00Z"));
        assertThat(event.dateOnly()).isFalse();
        assertThat(event.zoneAssumed()).isFalse();
        assertThat(event.effectiveDay()).isEqualTo(DAY + 1);
        assertThat(event.recordedAt()).isEqualTo(millis("2031-05-19T23:00:00Z"));
        assertThat(event.recordedForDay()).isEqualTo(event.recordedAt());
        assertThat(event.retracts()).isNull();
        assertThat(event.source()).isEqualTo("HR");
        assertThat(event.reason()).isEqualTo(" moved ");
        assertThat(event.origin().position()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESIGNED", "EXPELLED", "LAPSED", "SUSPENDED"})
    void readsTheDateOfADepartureAsTheEndOfThatDay(MembershipType type) {
        MembershipEvent event = event(given(type, "\"2031-05-21\""));
        assertThat(event.effectiveAt()).isEqualTo(millis("2031-05-21T23:00:00Z"));
        assertThat(event.dateOnly()).isTrue();
        assertThat(event.effectiveDay()).isEqualTo(DAY);
        assertThat(event.recordedAt()).isEqualTo(event.effectiveAt());
        assertThat(event.recordedForDay()).isEqualTo(millis("2031-05-20T23:00:00Z"));
    }

    @ParameterizedTest
    @EnumSource(names = {"REINSTATED", "RETRACTED"})
    void readsTheDateOfAnythingElseAsItsStart(MembershipType type) {
        MembershipEvent event = event(given(type, "\"2031-05-21\""));
        assertThat(event.effectiveAt()).isEqualTo(millis("2031-05-20T23:00:00Z"));
        assertThat(event.effectiveDay()).isEqualTo(DAY);
        assertThat(event.recordedForDay()).isEqualTo(event.effectiveAt());
    }

    @Test
    void readsADateOnWhichClocksChangeByTheZonesMidnights() {
        assertThat(event(given(MembershipType.RESIGNED, "\"2031-03-30\"")).effectiveAt())
                .isEqualTo(millis("2031-03-30T23:00:00Z"));
        assertThat(event(given(MembershipType.RESIGNED, "\"9999-12-31\"")).effectiveAt())
                .isEqualTo(millis("+10000-01-01T00:00:00Z"));
    }

    @Test
    void marksATimeOfDayWithoutAnOffset() {
        MembershipEvent event = event(given(MembershipType.RESIGNED, "\"2031-05-21T08:15\""));
        assertThat(event.zoneAssumed()).isTrue();
        assertThat(event.effectiveAt()).isEqualTo(millis("2031-05-21T07:15:00Z"));
    }

    @Test
    void needsNoTimeForARetraction() {
        MembershipEvent event =
                event("{\"eventId\":\"m\",\"memberId\":\"a\",\"type\":\"RETRACTED\",\"retracts\":\" M-1\"}");
        assertThat(event.retracts()).isEqualTo(" M-1");
        assertThat(event.effectiveAt()).isEqualTo(MembershipEvent.ABSENT);
        assertThat(event.effectiveDay()).isEqualTo(MembershipEvent.ABSENT);
        assertThat(event.recordedAt()).isEqualTo(MembershipEvent.ABSENT);
        assertThat(event.recordedForDay()).isEqualTo(MembershipEvent.ABSENT);
    }

    @Test
    void namesFreeFieldsOfAnotherType() {
        byte[] line =
                "{\"eventId\":\"m\",\"memberId\":\"a\",\"type\":\"RESIGNED\",\"effectiveAt\":1,\"source\":1,\"reason\":[]}"
                        .getBytes(UTF_8);
        Reading<MembershipEvent> reading = reader.read(line, 0, line.length, PLACE, 0);
        assertThat(reading.event().source()).isNull();
        assertThat(reading.wrongTyped()).containsExactly("source", "reason");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"memberId":"a","type":"RESIGNED","effectiveAt":1} | eventId is missing
            {"eventId":"m","type":"RESIGNED","effectiveAt":1} | memberId is missing
            {"eventId":"m","memberId":7,"type":"RESIGNED","effectiveAt":1} | memberId is the number 7
            {"eventId":"m","memberId":"a","effectiveAt":1} | type is missing or blank; allowed are RESIGNED, EXPELLED, LAPSED, SUSPENDED, REINSTATED, RETRACTED
            {"eventId":"m","memberId":"a","type":"FIRED","effectiveAt":1} | type is "FIRED"; allowed are RESIGNED
            {"eventId":"m","memberId":"a","type":true,"effectiveAt":1} | type is true or false; allowed are RESIGNED
            {"eventId":"m","memberId":"a","type":"RESIGNED"} | effectiveAt is missing
            {"eventId":"m","memberId":"a","type":"RESIGNED","effectiveAt":{}} | effectiveAt is an object, which is no time
            {"eventId":"m","memberId":"a","type":"RESIGNED","effectiveAt":1,"recordedAt":"x"} | recordedAt is "x", which is no time
            {"eventId":"m","memberId":"a","type":"RETRACTED"} | retracts is missing
            {"eventId":"m","memberId":"a","type":"RETRACTED","retracts":1} | retracts is the number 1
            {"eventId":"m","memberId":"a","type":"RETRACTED","retracts":"x","effectiveAt":"x"} | effectiveAt is "x", which is no time
            """)
    void saysWhatIsWrong(String line, String reason) {
        byte[] bytes = line.getBytes(UTF_8);
        assertThat(reader.read(bytes, 0, bytes.length, PLACE, 0).deadLetter().reason())
                .startsWith(reason);
    }

    private static String given(MembershipType type, String effectiveAt) {
        return "{\"eventId\":\"m\",\"memberId\":\"a\",\"retracts\":\"x\",\"type\":\"" + type + "\",\"effectiveAt\":"
                + effectiveAt + "}";
    }

    private MembershipEvent event(String line) {
        byte[] bytes = line.getBytes(UTF_8);
        Reading<MembershipEvent> reading = reader.read(bytes, 0, bytes.length, PLACE, 5);
        assertThat(reading.deadLetter()).isNull();
        return reading.event();
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
