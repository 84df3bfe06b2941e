package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.formats.Reading.Kind;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeAccessReaderTest {
    private static final Place PLACE = new Place(InputKind.ACCESS, 3, "a.ndjson", -1);
    private static final String REST =
            "\"eventId\":\"a-1\",\"occurredAt\":\"2031-05-21T08:15Z\",\"system\":\"Organise\",\"credentialId\":\"ann\"";
    private static final long INSTANT = 1_937_117_700_000L;

    private final NativeAccessReader everyone = new NativeAccessReader(TestPolicies.LONDON, LeaverIndex.EVERYONE);
    private final NativeAccessReader nobody =
            new NativeAccessReader(TestPolicies.LONDON, new LeaverIndex.Builder(TestPolicies.LONDON).build());

    @Test
    void readsALineWithTheLeastFields() {
        String line = "{" + REST + "}";
        AccessEvent event = event(line);
        assertThat(event.eventId()).isEqualTo("a-1");
        assertThat(event.occurredAt()).isEqualTo(INSTANT);
        assertThat(event.zoneAssumed()).isFalse();
        assertThat(event.system()).isEqualTo("Organise");
        assertThat(event.credentialId()).isEqualTo("ann");
        assertThat(event.action()).isEqualTo("ACCESS");
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(event.sessionId()).isNull();
        assertThat(event.recordsAffected()).isEqualTo(-1);
        assertThat(event.raw()).isEqualTo(line.getBytes(UTF_8));
        assertThat(event.origin().sourceOrder()).isEqualTo(3);
        assertThat(event.origin().source()).isEqualTo("a.ndjson");
        assertThat(event.origin().partition()).isEqualTo(-1);
        assertThat(event.origin().position()).isEqualTo(77);
        assertThat(HexFormat.of().formatHex(event.origin().sha256()))
                .isEqualTo(HexFormat.of().formatHex(new Sha256().of(line.getBytes(UTF_8), 0, line.length())));
    }

    @Test
    void readsAllFieldsTrimmingNamesAndWordsAndNoIds() {
        AccessEvent event =
                event("{\"eventId\":\" A-1 \",\"occurredAt\":1937117700,\"system\":\" CONTACT-creator\u00a0\","
                        + "\"credentialId\":\"\u3000Ann@X \",\"action\":\" ex\\u0070ort\",\"outcome\":\"denied \","
                        + "\"sessionId\":\" s \",\"recordsAffected\":9223372036854775807,\"sourceIp\":\"10.0.0.1\"}");
        assertThat(event.eventId()).isEqualTo(" A-1 ");
        assertThat(event.occurredAt()).isEqualTo(INSTANT);
        assertThat(event.system()).isEqualTo("Contact Creator");
        assertThat(event.credentialId()).isEqualTo("Ann@X");
        assertThat(event.action()).isEqualTo("EXPORT");
        assertThat(event.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(event.sessionId()).isEqualTo(" s ");
        assertThat(event.recordsAffected()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void countsNullAndBlankAsAbsent() {
        AccessEvent event = event("{" + REST + ",\"action\":null,\"outcome\":\" \",\"sessionId\":\"\u00a0\","
                + "\"recordsAffected\":\"\",\"sourceIp\":null}");
        assertThat(event.action()).isEqualTo("ACCESS");
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(event.sessionId()).isNull();
        assertThat(event.recordsAffected()).isEqualTo(-1);
    }

    @Test
    void countsAFreeFieldOfAnotherTypeAsAbsentAndNamesIt() {
        Reading<AccessEvent> reading = read(
                everyone,
                "{" + REST
                        + ",\"action\":7,\"sessionId\":[],\"recordsAffected\":\"12\",\"sourceIp\":{},\"userAgent\":true,"
                        + "\"resource\":1.5,\"other\":8}");
        assertThat(reading.wrongTyped())
                .containsExactlyInAnyOrder(
                        "action", "sessionId", "recordsAffected", "sourceIp", "userAgent", "resource");
        assertThat(reading.event().action()).isEqualTo("ACCESS");
        assertThat(reading.event().sessionId()).isNull();
        assertThat(reading.event().recordsAffected()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1.0", "1e3", "9223372036854775808", "1e1000000000", "true", "\"7\""})
    void takesOnlyAnIntegerFromZeroToTheLargestLongForRecordsAffected(String value) {
        Reading<AccessEvent> reading = read(everyone, "{" + REST + ",\"recordsAffected\":" + value + "}");
        assertThat(reading.event().recordsAffected()).isEqualTo(-1);
        assertThat(reading.wrongTyped()).containsExactly("recordsAffected");
    }

    @Test
    void countsTheLastOfANameGivenTwice() {
        assertThat(event("{\"system\":7,\"outcome\":\"bad\"," + REST + ",\"outcome\":\"ERROR\"}")
                        .outcome())
                .isEqualTo(Outcome.ERROR);
        assertThat(read(everyone, "{" + REST + ",\"system\":\"Wiki\"}").kind()).isEqualTo(Kind.NOT_CONCERNED);
        assertThat(reason("{" + REST + ",\"eventId\":null}")).startsWith("eventId is missing");
        assertThat(event("{" + REST + ",\"syst\\u0065m\":\"contact creator\"}").system())
                .isEqualTo("Contact Creator");
    }

    @Test
    void isNotConcernedWithAnotherSystemWhateverElseIsWrong() {
        Reading<AccessEvent> reading = read(everyone, "{\"system\":\"Wiki\",\"occurredAt\":\"soon\",\"outcome\":7}");
        assertThat(reading.kind()).isEqualTo(Kind.NOT_CONCERNED);
        assertThat(reading.covered()).isNull();
    }

    @Test
    void countsAnAccessOfSomeoneElseInTheCoverageWithoutLookingAtItsOutcome() {
        Reading<AccessEvent> reading = read(nobody, "{" + REST + ",\"outcome\":\"bad\"}");
        assertThat(reading.kind()).isEqualTo(Kind.NOT_CONCERNED);
        assertThat(reading.covered()).isEqualTo(new Reading.Covered("Organise", INSTANT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u00a0", "\u3000 \u2028", "\u0085"})
    void isBlankWhereALineHasNothingButWhiteSpace(String line) {
        assertThat(read(everyone, line).kind()).isEqualTo(Kind.BLANK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"occurredAt":1,"system":"Organise","credentialId":"a"} | eventId is missing or blank; it is required, as a JSON string
            {"eventId":7,"occurredAt":1,"system":"Organise","credentialId":"a"} | eventId is the number 7; it must be a JSON string
            {"eventId":"a","occurredAt":1,"credentialId":"a"} | system is missing or blank; it is required, as a JSON string
            {"eventId":"a","occurredAt":1,"system":["Organise"],"credentialId":"a"} | system is an array; it must be a JSON string
            {"eventId":"a","occurredAt":1,"system":"Organise","credentialId":" "} | credentialId is missing or blank; it is required, as a JSON string
            {"eventId":"a","system":"Organise","credentialId":"a"} | occurredAt is missing or blank; it is required: yyyy-MM-ddTHH:mm[:ss[.1-9 digits]] with Z, +HH:mm, +HHmm or no offset, or a number of epoch milliseconds or seconds, in the years 0001 to 9999
            {"eventId":"a","occurredAt":"soon","system":"Organise","credentialId":"a"} | occurredAt is "soon", which is no time; allowed are yyyy-MM-ddTHH:mm[:ss[.1-9 digits]] with Z, +HH:mm, +HHmm or no offset, or a number of epoch milliseconds or seconds, in the years 0001 to 9999
            {"eventId":"a","occurredAt":1,"system":"Organise","credentialId":"a","outcome":"OK"} | outcome is "OK"; allowed are SUCCESS, DENIED, ERROR
            {"eventId":"a","occurredAt":1,"system":"Organise","credentialId":"a","outcome":0} | outcome is the number 0; allowed are SUCCESS, DENIED, ERROR
            """)
    void saysWhatCameAndWhatIsAllowed(String line, String reason) {
        assertThat(reason(line)).isEqualTo(reason);
    }

    @Test
    void needsATimeOfDay() {
        assertThat(reason("{" + REST + ",\"occurredAt\":\"2031-05-21\"}"))
                .startsWith("occurredAt is a date alone; it needs a time of day");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [1]                        | the line is an array, not a JSON object
            "a"                        | the line is a string, not a JSON object
            null                       | the line is null, not a JSON object
            {"a":1                     | the line ends inside its JSON object
            {"a":"b                    | the line ends inside its JSON object
            {"a":NaN}                  | the line is not valid JSON near character
            {"a":-Infinity}            | the line is not valid JSON near character
            {"a":01}                   | the line is not valid JSON near character
            {"a":1,}                   | the line is not valid JSON near character
            {'a':1}                    | the line is not valid JSON near character
            {a:1}                      | the line is not valid JSON near character
            {"a":1}{"b":2}             | something follows the JSON object near character 8
            {"a":1} x                  | something follows the JSON object near character
            {"a":1}} | something follows the JSON object near character
            plain text                 | the line is not valid JSON near character
            """)
    void saysWhereALineStopsBeingJson(String line, String reason) {
        assertThat(reason(line)).startsWith(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\u00c0\u00af\"}", // overlong
                "{\"a\":\"\u00ed\u00a0\u0080\"}", // a surrogate
                "{\"a\":\"\u00f4\u0090\u0080\u0080\"}", // beyond the last character
                "{\"a\":\"\u00c3\"}", // cut off
                "{\"a\":\"\u0080\"}",
                "{\"a\":\"b\"}\u00ff",
                "\u00fe\u00ff\u0000{"
            })
    void refusesBytesThatAreNotUtf8(String bytes) {
        byte[] line = bytes.getBytes(ISO_8859_1);
        DeadLetter letter = everyone.read(line, 0, line.length, PLACE, 0).deadLetter();
        assertThat(letter.reason()).matches("the line is not UTF-8: byte 0x[0-9A-F]{2} at byte \\d+ of the line .*");
        assertThat(letter.raw()).isEqualTo(line);
    }

    @Test
    void refusesNulBytesAndAMarkThatIsNotAtTheFilesStart() {
        assertThat(reason("{\"a\":\"\u0000\"}")).startsWith("the line is not valid JSON near character 7");
        assertThat(reason("\u0000")).startsWith("the line is not valid JSON near character");
        assertThat(reason("\ufeff{" + REST + "}")).startsWith("the line is not valid JSON near character");
        assertThat(reason("{" + REST + "}\u0000")).startsWith("something follows the JSON object");
    }

    @Test
    void refusesNestingOverAThousand() {
        String deepest = "[".repeat(999) + "]".repeat(999);
        assertThat(event("{" + REST + ",\"x\":" + deepest + "}")).isNotNull();
        assertThat(reason("{" + REST + ",\"x\":[" + deepest + "]}")).isEqualTo("values are nested more than 1000 deep");
    }

    @Test
    void readsValuesOfAlmostAMebibyte() {
        String digits = "9".repeat(900_000);
        assertThat(event("{" + REST + ",\"x\":" + digits + "}")).isNotNull();
        assertThat(event("{" + REST + ",\"" + digits + "\":\"x\"}")).isNotNull();
        assertThat(event("{" + REST + ",\"sessionId\":\"" + digits + "\"}").sessionId())
                .isEqualTo(digits);
        assertThat(read(everyone, "{" + REST + ",\"recordsAffected\":" + digits + "}")
                        .wrongTyped())
                .containsExactly("recordsAffected");
        assertThat(reason("{" + REST + ",\"occurredAt\":" + digits + "}")).startsWith("occurredAt is the number 999");
    }

    @Test
    void keepsALoneSurrogateThatWasEscaped() {
        assertThat(event("{" + REST + ",\"eventId\":\"\\ud800x\"}").eventId()).isEqualTo("\ud800x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\\ud800\":1",
                "\"\\uDFFF\":1",
                "\"x\":{\"\\ud800\\ud800\":[]}",
                "\"\\\\ud800\":\"\\ud83d\\ude00\""
            })
    void takesALoneSurrogateInANameToo(String field) {
        assertThat(event("{" + REST + ",\"eventId\":\"a\",\"sessionId\":7," + field + "}")
                        .eventId())
                .isEqualTo("a");
    }

    @Test
    void saysWhatElseIsWrongOfSuchALine() {
        assertThat(reason("{\"\\ud800\":1} x")).isEqualTo(reason("{\"a\":1} x").replace("a\"", "\\ud800\""));
    }

    private AccessEvent event(String line) {
        Reading<AccessEvent> reading = read(everyone, line);
        assertThat(reading.deadLetter()).isNull();
        return reading.event();
    }

    private String reason(String line) {
        DeadLetter letter = read(everyone, line).deadLetter();
        assertThat(letter.kind()).isEqualTo("access");
        assertThat(letter.position()).isEqualTo(77);
        assertThat(letter.raw()).isEqualTo(line.getBytes(UTF_8));
        return letter.reason();
    }

    private static Reading<AccessEvent> read(NativeAccessReader reader, String line) {
        byte[] bytes = line.getBytes(UTF_8);
        return reader.read(bytes, 0, bytes.length, PLACE, 77);
    }
}
