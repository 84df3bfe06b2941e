package io.leaverwatch.formats;

import static io.leaverwatch.formats.WriterSamples.DEPARTURE;
import static io.leaverwatch.formats.WriterSamples.HASH_255;
import static io.leaverwatch.formats.WriterSamples.HASH_7;
import static io.leaverwatch.formats.WriterSamples.access;
import static io.leaverwatch.formats.WriterSamples.alert;
import static io.leaverwatch.formats.WriterSamples.line;
import static io.leaverwatch.formats.WriterSamples.millis;
import static io.leaverwatch.formats.WriterSamples.single;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.Exemption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertWriterTest {
    private static final String MAPPED = "\"eventId\":\"a-1\",\"occurredAt\":\"2031-05-21T08:15:00.000Z\","
            + "\"system\":\"Contact Creator\",\"credentialId\":\"Ann@x\",\"action\":\"EXPORT\",\"outcome\":\"SUCCESS\"";

    private static final String EVIDENCE = "\"evidence\":["
            + "{\"kind\":\"access\",\"eventId\":\"a-1\",\"source\":\"accesses.ndjson\",\"position\":1234,\"sha256\":\""
            + HASH_7 + "\"},"
            + "{\"kind\":\"membership\",\"eventId\":\"r-1\",\"source\":\"access-events\",\"partition\":3,\"offset\":9,"
            + "\"sha256\":\"" + HASH_255 + "\"},"
            + "{\"kind\":\"link\",\"source\":\"accesses.ndjson\",\"position\":0,\"sha256\":\"" + HASH_7 + "\"}]";

    private static String write(Alert alert) {
        return line(AlertWriter.write(alert, "replay", "0011223344556677"));
    }

    private static String expected(String status, String identity, String accesses, String dataClass, String end) {
        return "{\"alertId\":\"0123abcd\",\"ruleId\":\"post-departure-access\",\"severity\":\"CRITICAL\","
                + "\"status\":\"" + status + "\",\"memberId\":\"Member-0417\"," + identity
                + ",\"occurredAt\":\"2031-05-21T08:15:00.000Z\",\"sinceDeparture\":\"PT15H15M\","
                + DEPARTURE + "," + accesses + ",\"caveats\":[\"RECORDED_LATE\",\"NO_LINK\"],\"dataClass\":" + dataClass
                + ",\"mode\":\"replay\",\"policyVersion\":\"0011223344556677\",\"attack\":[\"T1078\",\"T1213\"],"
                + EVIDENCE + end + "}";
    }

    private static String expectedSingle(String status, String access, String end) {
        return expected(
                status,
                "\"credentialId\":\"Ann@x\",\"attribution\":\"OWNER\",\"system\":\"Contact Creator\"",
                "\"access\":{" + access + "}",
                "\"special category: political opinions\"",
                end);
    }

    private static String accessPart(AccessEvent access) {
        String written = write(single(access));
        return written.substring(written.indexOf("\"access\":{") + 10, written.indexOf("},\"caveats\""));
    }

    @Test
    void writesAnAlertOnOneAccess() {
        assertThat(write(single(access("{}")))).isEqualTo(expectedSingle("OPEN", MAPPED, ""));
    }

    @Test
    void listsTheEventsOfAnAlertOnSeveralAndWritesWhatDiffersAsNull() {
        List<AccessEvent> accesses = List.of(access("a-1", null, 5, "{}"), access(" a-2\u00a0", null, 5, "{}"));
        assertThat(write(alert(Alert.Status.OPEN, accesses, false, null, null)))
                .isEqualTo(expected(
                        "OPEN",
                        "\"credentialId\":null,\"attribution\":null,\"system\":null",
                        "\"accesses\":[\"a-1\",\"a-2\"]",
                        "null",
                        ""));
    }

    @Test
    void saysWhichDecisionExempts() {
        Exemption exemption = new Exemption(
                "m", null, Set.of(), millis("2031-05-21T00:00:00Z"), millis("2031-05-22T00:00:00Z"), "handover", "DPO");
        assertThat(write(alert(Alert.Status.EXEMPTED, List.of(access("{}")), true, exemption, null)))
                .isEqualTo(expectedSingle(
                        "EXEMPTED",
                        MAPPED,
                        ",\"exemption\":{\"reason\":\"handover\",\"approvedBy\":\"DPO\","
                                + "\"from\":\"2031-05-21T00:00:00.000Z\",\"until\":\"2031-05-22T00:00:00.000Z\"}"));
    }

    @Test
    void saysWhyAnAlertNoLongerHoldsAlsoWhereItWasExempted() {
        Exemption exemption =
                new Exemption("m", null, Set.of(), Long.MIN_VALUE, millis("2031-05-22T00:00:00Z"), "handover", null);
        assertThat(write(alert(
                        Alert.Status.WITHDRAWN, List.of(access("{}")), true, exemption, "the departure was retracted")))
                .isEqualTo(expectedSingle(
                        "WITHDRAWN",
                        MAPPED,
                        ",\"exemption\":{\"reason\":\"handover\",\"approvedBy\":null,\"from\":null,"
                                + "\"until\":\"2031-05-22T00:00:00.000Z\"},"
                                + "\"withdrawnBecause\":\"the departure was retracted\""));
    }

    @Test
    void carriesTheOptionalFieldsOfTheAccess() {
        String raw = "{\"eventId\":\"a-1\",\"resource\":\"list 7\",\"userAgent\":\"curl\",\"sessionId\":\" s \","
                + "\"sourceIp\":\"10.0.0.1\",\"action\":\"export\",\"recordsAffected\":9223372036854775807}";
        assertThat(accessPart(access("a-1", " s ", Long.MAX_VALUE, raw)))
                .isEqualTo(MAPPED + ",\"sourceIp\":\"10.0.0.1\",\"userAgent\":\"curl\",\"sessionId\":\"s\","
                        + "\"resource\":\"list 7\",\"recordsAffected\":9223372036854775807");
    }

    @Test
    void leavesOutWhatIsNullOrBlank() {
        String raw = "{\"sourceIp\":null,\"userAgent\":\"\",\"resource\":\"\u00a0\",\"recordsAffected\":\" \","
                + "\"action\":null,\"sessionId\":\"\\t\"}";
        assertThat(accessPart(access(raw))).isEqualTo(MAPPED);
    }

    @Test
    void keepsUnknownAndWrongTypedFieldsAsGiven() {
        String raw = "{\"eventId\":\"a-1\",\"x\":null,\"sourceIp\":5,\"action\":[\"EXPORT\"],\"recordsAffected\":-1,"
                + "\"geo\":{\"b\":1.50,\"a\":[true,false,null,\"é\\n\"]},\"n\":12345678901234567890123.0e+5}";
        assertThat(accessPart(access(raw)))
                .isEqualTo(MAPPED + ",\"other\":{\"x\":null,\"sourceIp\":5,\"action\":[\"EXPORT\"],"
                        + "\"recordsAffected\":-1,\"geo\":{\"b\":1.50,\"a\":[true,false,null,\"é\\n\"]},"
                        + "\"n\":12345678901234567890123.0e+5}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"recordsAffected\":\"12\"}|{\"recordsAffected\":\"12\"}",
                "{\"recordsAffected\":1.5}|{\"recordsAffected\":1.5}",
                "{\"recordsAffected\":9223372036854775808}|{\"recordsAffected\":9223372036854775808}",
                "{\"userAgent\":{}}|{\"userAgent\":{}}",
                "{\"resource\":false}|{\"resource\":false}",
                "{\"sessionId\":7}|{\"sessionId\":7}",
                "{\"a\":1,\"b\":2,\"a\":3}|{\"a\":3,\"b\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}|{\"a\":{\"b\":2}}",
                "{\"sourceIp\":5,\"sourceIp\":null,\"z\":0}|{\"z\":0}",
                "{\"\":\"\"}|{\"\":\"\"}",
            })
    void takesTheLastOfANameGivenTwiceAndEachValueInItsOwnType(String raw, String other) {
        assertThat(accessPart(access(raw))).isEqualTo(MAPPED + ",\"other\":" + other);
    }

    @Test
    void writesNothingElseOfALineThatIsNoJsonObject() {
        assertThat(accessPart(access("2031-05-21,ann,export"))).isEqualTo(MAPPED);
        assertThat(accessPart(access("[1]"))).isEqualTo(MAPPED);
    }

    @Test
    void writesALoneSurrogateAsWhatCannotBeShownAndAPairAsItself() {
        assertThat(accessPart(access("{\"resource\":\"\\ud83d\\ude00 \\ud83d \\ude00\",\"x\":[\"\\ud800\"]}")))
                .isEqualTo(MAPPED + ",\"resource\":\"😀 \uFFFD \uFFFD\",\"other\":{\"x\":[\"\uFFFD\"]}");
    }

    @Test
    void losesNothingOfALineWithALoneSurrogateInAName() {
        assertThat(accessPart(access("{\"z\":2,\"x\":{\"y\\ud800\":1},\"\\uDC00\":3,\"\\ud83d\\ude00\":4}")))
                .isEqualTo(MAPPED + ",\"other\":{\"z\":2,\"x\":{\"y\uFFFD\":1},\"\uFFFD\":3,\"😀\":4}");
    }

    @Test
    void writesWhatIsNestedAsDeepAsALineMayBe() {
        String deep = "[".repeat(999) + "]".repeat(999);
        assertThat(accessPart(access("{\"deep\":" + deep + "}")))
                .isEqualTo(MAPPED + ",\"other\":{\"deep\":" + deep + "}");
    }

    @Test
    void writesANumberAsLongAsALineMayBe() {
        String digits = "9".repeat(1_000_000);
        assertThat(accessPart(access("{\"n\":" + digits + "}")))
                .isEqualTo(MAPPED + ",\"other\":{\"n\":" + digits + "}");
    }

    @Test
    void writesOneLineWhateverIsInIt() {
        String raw = "{\r\t\"resource\":\"a\\r\\nb\\u2028\\u0000\", \"o\":{\r\"p\":1}}";
        assertThat(accessPart(access(raw)))
                .isEqualTo(MAPPED + ",\"resource\":\"a\\r\\nb\u2028\\u0000\",\"other\":{\"o\":{\"p\":1}}");
    }

    @Test
    void writesTheSameWhereverItRuns() {
        Alert alert = single(access("a-1", null, 1_234_567, "{}"));
        String here = write(alert);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab-ca-islamic"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(write(alert)).isEqualTo(here).contains("\"recordsAffected\":1234567");
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }
}
