package io.leaverwatch.formats;

import static io.leaverwatch.formats.WriterSamples.DEPARTURE;
import static io.leaverwatch.formats.WriterSamples.OPEN_END;
import static io.leaverwatch.formats.WriterSamples.line;
import static io.leaverwatch.formats.WriterSamples.millis;
import static io.leaverwatch.formats.WriterSamples.resigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.DepartureRecord.Finding;
import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.Incident;
import io.leaverwatch.domain.IsoTime;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Severity;
import io.leaverwatch.domain.Verdict;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordWritersTest {
    private static final Seen SEEN =
            new Seen(" a-1", "Ann@x", "Organise", millis("2031-05-20T16:00:00.007Z"), "LOGIN", Outcome.DENIED);
    private static final String SEEN_JSON = "{\"eventId\":\"a-1\",\"credentialId\":\"Ann@x\",\"system\":\"Organise\","
            + "\"occurredAt\":\"2031-05-20T16:00:00.007Z\",\"action\":\"LOGIN\",\"outcome\":\"DENIED\"}";

    private static DepartureRecord nothingFound(Departure departure, boolean isWithdrawn) {
        return new DepartureRecord(
                "dep-1", departure, List.of(), Map.of(), null, null, List.of(), Finding.NONE_FOUND, isWithdrawn);
    }

    @Test
    void writesAnIncident() {
        Incident incident = new Incident(
                "inc-1",
                OPEN_END,
                Severity.HIGH,
                Alert.Status.OPEN,
                2,
                3,
                millis("2031-05-21T08:15:00Z"),
                0,
                List.of("Contact Creator", "Organise"),
                List.of("Ann@x"),
                new BigInteger("18446744073709551614"),
                List.of("cross-system", "post-departure-access"));
        assertThat(line(IncidentWriter.write(incident)))
                .isEqualTo("{\"incidentId\":\"inc-1\",\"memberId\":\"Member-0417\"," + DEPARTURE
                        + ",\"severity\":\"HIGH\",\"status\":\"OPEN\",\"alertCount\":2,\"accessCount\":3,"
                        + "\"firstSeen\":\"2031-05-21T08:15:00.000Z\",\"lastSeen\":\"1970-01-01T00:00:00.000Z\","
                        + "\"systems\":[\"Contact Creator\",\"Organise\"],\"credentials\":[\"Ann@x\"],"
                        + "\"recordsAffected\":18446744073709551614,"
                        + "\"ruleIds\":[\"cross-system\",\"post-departure-access\"]}");
    }

    @Test
    void writesNoSeverityAndNoTimesOfAnIncidentThatNoLongerHolds() {
        Incident incident = new Incident(
                "inc-1",
                OPEN_END,
                null,
                Alert.Status.WITHDRAWN,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                BigInteger.ZERO,
                List.of());
        assertThat(line(IncidentWriter.write(incident)))
                .isEqualTo("{\"incidentId\":\"inc-1\",\"memberId\":\"Member-0417\"," + DEPARTURE
                        + ",\"severity\":null,\"status\":\"WITHDRAWN\",\"alertCount\":0,\"accessCount\":0,"
                        + "\"firstSeen\":null,\"lastSeen\":null,\"systems\":[],\"credentials\":[],"
                        + "\"recordsAffected\":0,\"ruleIds\":[]}");
    }

    @Test
    void writesADepartureRecordWithWhatWasReadAndItsRulesSorted() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("post-departure-attempt", 2);
        counts.put("cross-system", 1);
        DepartureRecord departure = new DepartureRecord(
                "dep-1",
                OPEN_END,
                List.of("Ann@x", "token 7"),
                counts,
                SEEN,
                SEEN,
                List.of(SEEN, SEEN),
                Finding.ATTEMPTED_ONLY,
                false);
        Coverage.Entry read = new Coverage.Entry(
                "accesses.ndjson",
                "Organise",
                12,
                millis("2031-05-01T00:00:00Z"),
                millis("2031-05-30T00:00:00Z"),
                List.of(new Coverage.Gap(millis("2031-05-02T00:00:00Z"), millis("2031-05-03T00:00:00Z"))),
                1);
        Coverage.Entry nothing = new Coverage.Entry("accesses.ndjson", "Contact Creator", 0, null, null, List.of(), 1);
        assertThat(line(DepartureWriter.write(departure, List.of(read, nothing))))
                .isEqualTo("{\"departureId\":\"dep-1\",\"memberId\":\"Member-0417\"," + DEPARTURE
                        + ",\"credentials\":[\"Ann@x\",\"token 7\"],"
                        + "\"alertCount\":{\"cross-system\":1,\"post-departure-attempt\":2},"
                        + "\"lastAccessBefore\":" + SEEN_JSON + ",\"firstAccessAfter\":" + SEEN_JSON
                        + ",\"inDoubt\":[" + SEEN_JSON + "," + SEEN_JSON + "],\"finding\":\"ATTEMPTED_ONLY\","
                        + "\"coverage\":[{\"source\":\"accesses.ndjson\",\"system\":\"Organise\","
                        + "\"firstEvent\":\"2031-05-01T00:00:00.000Z\",\"lastEvent\":\"2031-05-30T00:00:00.000Z\","
                        + "\"events\":12,\"gaps\":[{\"from\":\"2031-05-02T00:00:00.000Z\","
                        + "\"until\":\"2031-05-03T00:00:00.000Z\"}],\"deadLetters\":1},"
                        + "{\"source\":\"accesses.ndjson\",\"system\":\"Contact Creator\",\"firstEvent\":null,"
                        + "\"lastEvent\":null,\"events\":0,\"gaps\":[],\"deadLetters\":1}]}");
    }

    @Test
    void saysThatNothingFoundIsOnlyAsGoodAsWhatWasRead() {
        assertThat(line(DepartureWriter.write(nothingFound(OPEN_END, false), List.of())))
                .isEqualTo("{\"departureId\":\"dep-1\",\"memberId\":\"Member-0417\"," + DEPARTURE
                        + ",\"credentials\":[],\"alertCount\":{},\"lastAccessBefore\":null,\"firstAccessAfter\":null,"
                        + "\"inDoubt\":[],\"finding\":\"NONE_FOUND\",\"note\":\"No breach was found in what was read;"
                        + " what was not read (see coverage) cannot be excluded\",\"coverage\":[]}");
    }

    @Test
    void findsNothingInADepartureThatIsNone() {
        String withdrawn = "{\"departureId\":\"dep-1\",\"memberId\":\"Member-0417\"," + DEPARTURE
                + ",\"credentials\":[],\"alertCount\":{},\"lastAccessBefore\":null,\"firstAccessAfter\":null,"
                + "\"inDoubt\":[],\"finding\":\"NONE_FOUND\",\"withdrawn\":true,\"coverage\":[]}";
        assertThat(line(DepartureWriter.write(nothingFound(OPEN_END, true), List.of())))
                .isEqualTo(withdrawn);
    }

    /** What an earlier attempt of the job said, and this one does not find. */
    @Test
    void withdrawsARecordThatIsStaleLikeOneOfItsOwn() {
        DepartureRecord departure = new DepartureRecord(
                "d", OPEN_END, List.of("c"), Map.of("r", 1), SEEN, SEEN, List.of(SEEN), Finding.NONE_FOUND, false);
        assertThat(staleWithdrawal(Published.Kind.DEPARTURE, DepartureWriter.write(departure, List.of())))
                .isEqualTo(line(DepartureWriter.write(
                        new DepartureRecord(
                                "d", OPEN_END, List.of(), Map.of(), null, null, List.of(), Finding.NONE_FOUND, true),
                        List.of())));
        assertThat(staleWithdrawal(Published.Kind.INCIDENT, IncidentWriter.write(incident(2, "Organise"))))
                .isEqualTo(line(IncidentWriter.write(incident(0))));
    }

    private static Incident incident(int alerts, String... systems) {
        List<String> found = List.of(systems);
        return new Incident(
                "inc-1",
                OPEN_END,
                alerts > 0 ? Severity.HIGH : null,
                alerts > 0 ? Alert.Status.OPEN : Alert.Status.WITHDRAWN,
                alerts,
                alerts,
                0,
                0,
                found,
                found,
                BigInteger.valueOf(alerts),
                found);
    }

    private static String staleWithdrawal(Published.Kind kind, byte[] said) {
        Published stale = new Published(kind, "id", "case", true, said);
        return line(new VerdictWriter("live", "1").write(Verdict.ofStale(stale), List.of()));
    }

    @Test
    void tellsADayWithoutATimeAndAnEndInTheDeparture() {
        Departure ended = new Departure(
                resigned(true, null, null), millis("2031-05-20T23:00:00Z"), millis("2031-06-01T00:00:00Z"), null);
        assertThat(line(DepartureWriter.write(nothingFound(ended, false), List.of())))
                .contains("\"departure\":{\"eventId\":\"r-1\",\"type\":\"RESIGNED\","
                        + "\"effectiveAt\":\"2031-05-20T23:00:00.000Z\",\"recordedAt\":\"2031-05-21T09:00:00.000Z\","
                        + "\"until\":\"2031-06-01T00:00:00.000Z\",\"source\":null,\"reason\":null,\"dateOnly\":true}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "1, 1970-01-01T00:00:00.001Z",
        "-62135596800000, 0001-01-01T00:00:00.000Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
        "253402300800000, +10000-01-01T00:00:00.000Z"
    })
    void writesATimeInUtcWithMilliseconds(long epochMillis, String text) {
        assertThat(IsoTime.of(epochMillis)).isEqualTo(text);
    }
}
