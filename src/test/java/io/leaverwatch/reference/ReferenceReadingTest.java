package io.leaverwatch.reference;

import static io.leaverwatch.reference.Story.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.reference.ReferenceInputs.Source;
import io.leaverwatch.reference.ReferenceResult.Fate;
import io.leaverwatch.reference.ReferenceResult.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read: lines, values, matching, redelivery. */
class ReferenceReadingTest {

    private static final String GOOD =
            "'eventId':'a1','occurredAt':'2031-05-21T08:15Z','system':'Organise','credentialId':'member-0417'";

    private static Fate fateOfAccess(String line) {
        return new Story()
                .resigned("d1", "2031-05-20T17:00Z")
                .accessLine("")
                .accessLine(json(line))
                .fates(Kind.ACCESS)
                .get(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "'x'",
                "{" + GOOD + "} x",
                "{" + GOOD + "}{}",
                "{" + GOOD + ",}",
                "{" + GOOD,
                "{" + GOOD + ",'x':NaN}",
                "{" + GOOD + ",'x':Infinity}",
                "{" + GOOD + ",'x':-Infinity}",
                "{" + GOOD + ",'x':01}",
                "{" + GOOD + ",'x':+1}",
                "{" + GOOD + ",'x':.5}",
                "{" + GOOD + ",'x':1.}",
                "{" + GOOD + ",'x':'\t'}",
                "{" + GOOD + ",'x':'\\x'}",
                "{" + GOOD + ",'x':nul}",
                "{" + GOOD + ",x:1}",
                "{" + GOOD + "} // comment",
                "\u00a0{" + GOOD + "}",
                "\ufeff{" + GOOD + "}",
                "{" + GOOD + ",'eventId':null}",
                "{" + GOOD + ",'eventId':' \u3000'}",
                "{" + GOOD + ",'eventId':7}",
                "{" + GOOD + ",'credentialId':7}",
                "{" + GOOD + ",'credentialId':'\\u00a0'}",
                "{" + GOOD + ",'system':true}",
                "{" + GOOD + ",'system':''}",
                "{" + GOOD + ",'occurredAt':null}",
                "{" + GOOD + ",'occurredAt':true}",
                "{" + GOOD + ",'occurredAt':'2031-05-21'}",
                "{" + GOOD + ",'outcome':'FAILED'}",
                "{" + GOOD + ",'outcome':1}",
                "{" + GOOD + ",'outcome':[]}"
            })
    void deadLettersALineThatBreaksARule(String line) {
        assertThat(fateOfAccess(line)).isEqualTo(Fate.DEAD_LETTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + GOOD + "}",
                " \t{" + GOOD + "}\r ",
                "{" + GOOD + ",'x':{'y':[1,-0,1e999999999999,'\\ud83d\\ude00']}}",
                "{" + GOOD + ",'outcome':' success '}",
                "{" + GOOD + ",'outcome':'\u3000Success\u00a0'}",
                "{" + GOOD + ",'outcome':null,'action':7,'sessionId':{},'recordsAffected':'x'}",
                "{'outcome':'FAILED'," + GOOD + ",'outcome':''}",
                "{" + GOOD + ",'\\u006futcome':'ERROR'}",
                "{" + GOOD + ",'credentialId':' MEMBER-0417\\u2003'}"
            })
    void takesALineThatKeepsThem(String line) {
        assertThat(fateOfAccess(line)).isEqualTo(Fate.EVIDENCE);
    }

    @Test
    void nestsUpToAThousandDeep() {
        assertThat(fateOfAccess("{" + GOOD + ",'x':" + "[".repeat(999) + "]".repeat(999) + "}"))
                .isEqualTo(Fate.EVIDENCE);
        assertThat(fateOfAccess("{" + GOOD + ",'x':" + "[".repeat(1_000) + "]".repeat(1_000) + "}"))
                .isEqualTo(Fate.DEAD_LETTER);
    }

    @Test
    void takesALineOfOneMebibyteAndNoLonger() {
        String start = "{" + GOOD + ",'x':'";
        int rest = 1024 * 1024 - start.length() - 2;
        assertThat(fateOfAccess(start + "x".repeat(rest) + "'}")).isEqualTo(Fate.EVIDENCE);
        assertThat(fateOfAccess(start + "x".repeat(rest + 1) + "'}")).isEqualTo(Fate.DEAD_LETTER);
    }

    @Test
    void findsLinesAndTheirPositionsBehindAByteOrderMark() {
        byte[] file = "\ufeffab\r\n\n\u00a0\ncd\re\r\n ".getBytes(StandardCharsets.UTF_8);
        List<ReferenceInputs.Line> lines = new Source("x", file).lines();
        assertThat(lines.stream().map(ReferenceInputs.Line::position).toList()).containsExactly(3L, 7L, 8L, 11L, 17L);
        assertThat(lines.stream()
                        .map(l -> new String(l.bytes(), StandardCharsets.UTF_8))
                        .toList())
                .containsExactly("ab", "", "\u00a0", "cd\re", " ");
    }

    @Test
    void deadLettersInvalidUtf8AndSkipsBlankLines() {
        byte[] file = {'\n', ' ', '\t', '\r', '\n', '"', (byte) 0xC3, '"', '\n', (byte) 0xC2, (byte) 0xA0};
        ReferenceInputs inputs = new ReferenceInputs(List.of(), List.of(), List.of(new Source("x", file)));
        ReferenceResult result = ReferenceModel.judge(inputs, new ReferencePolicy());
        assertThat(result.lines().stream().map(ReferenceResult.Line::fate).toList())
                .containsExactly(Fate.BLANK, Fate.BLANK, Fate.DEAD_LETTER, Fate.BLANK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'type':'LEFT','effectiveAt':'2031-05-20T17:00Z'|DEAD_LETTER",
                "'type':1,'effectiveAt':'2031-05-20T17:00Z'|DEAD_LETTER",
                "'type':'resigned ','effectiveAt':'2031-05-20'|CONSIDERED",
                "'type':'RESIGNED'|DEAD_LETTER",
                "'type':'RESIGNED','effectiveAt':''|DEAD_LETTER",
                "'type':'RESIGNED','effectiveAt':'2031-05-20','recordedAt':'soon'|DEAD_LETTER",
                "'type':'RESIGNED','effectiveAt':'2031-05-20','recordedAt':false|DEAD_LETTER",
                "'type':'RESIGNED','effectiveAt':'2031-05-20','recordedAt':' ','source':4,'retracts':5|CONSIDERED",
                "'type':'RETRACTED'|DEAD_LETTER",
                "'type':'RETRACTED','retracts':7|DEAD_LETTER",
                "'type':'RETRACTED','retracts':'d0'|CONSIDERED",
                "'type':'RETRACTED','retracts':'d0','effectiveAt':'x'|DEAD_LETTER"
            })
    void readsMembershipEvents(String fields, Fate fate) {
        Story story =
                new Story().membershipLine("{\"eventId\":\"d1\",\"memberId\":\"member-0417\"," + json(fields) + "}");
        assertThat(story.fates(Kind.MEMBERSHIP)).containsExactly(fate);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",'relation':'owner'|CONSIDERED",
                ",'relation':''|CONSIDERED",
                ",'relation':'BOSS'|DEAD_LETTER",
                ",'relation':{}|DEAD_LETTER",
                ",'validFrom':'2031-05-20T00:00Z','validUntil':'2031-05-20T00:00:00.001Z'|CONSIDERED",
                ",'validFrom':'2031-05-20T00:00Z','validUntil':'2031-05-20T00:00:00.000999Z'|DEAD_LETTER",
                ",'validFrom':'2031-05-20','validUntil':'2031-05-20'|DEAD_LETTER",
                ",'validUntil':'never'|DEAD_LETTER",
                ",'memberId':null|DEAD_LETTER"
            })
    void readsLinks(String fields, Fate fate) {
        assertThat(new Story().link(json(fields)).fates(Kind.CREDENTIAL)).containsExactly(fate);
    }

    @Test
    void takesOneOfSeveralLinesWithOneIdentity() {
        Story story = new Story()
                .link(",'validUntil':'2031-05-20T00:00Z'")
                .link(",'validUntil':'2031-05-20T00:00Z'")
                .linkLine(json("{'memberId':' MEMBER-0417','credentialId':'Fern@Example.org','validUntil':1937001600}"))
                .link();
        // 1937001600 is 2031-05-20T00:00Z. The SHA-256 of the first begins with 1b, that of the third with 10.
        assertThat(story.fates(Kind.CREDENTIAL))
                .containsExactly(Fate.REDELIVERY, Fate.REDELIVERY, Fate.CONSIDERED, Fate.CONSIDERED);
        assertThat(story.judge().conflicts(Kind.CREDENTIAL)).isEqualTo(2);
    }

    @Test
    void takesTheMembershipEventThatWasRecordedLast() {
        Story story = new Story()
                .resigned("d1", "2031-05-20T17:00Z", ",'recordedAt':'2031-05-22T00:00Z'")
                .resigned("d1", "2031-05-25T17:00Z")
                .resigned("D1", "2031-05-24T17:00Z")
                .resigned("d1", "2031-05-21T17:00Z");
        assertThat(story.departures()).containsExactly("D1 [2031-05-24T17:00:00Z, )");
        assertThat(story.fates(Kind.MEMBERSHIP))
                .containsExactly(Fate.REDELIVERY, Fate.CONSIDERED, Fate.CONSIDERED, Fate.REDELIVERY);
        assertThat(story.judge().conflicts(Kind.MEMBERSHIP)).isEqualTo(2);
    }

    @Test
    void takesTheAccessWithTheLeastHashAndThenTheFirst() {
        // The SHA-256 of the ERROR begins with 50, that of a DENIED with 1b.
        Story story = new Story()
                .resigned("d1", "2031-05-20T17:00Z")
                .accessLine(json("{" + GOOD + ",'outcome':'ERROR'}"))
                .accessLine(json("{" + GOOD + ",'outcome':'DENIED'}"))
                .accessLine(json("{" + GOOD + ",'outcome':'DENIED'}"))
                .accessLine(json("{" + GOOD + ",'system':'Other'}"));
        assertThat(story.fates(Kind.ACCESS).get(3)).isEqualTo(Fate.NOT_CONCERNED);
        assertThat(story.fates(Kind.ACCESS).subList(0, 3))
                .containsExactly(Fate.REDELIVERY, Fate.EVIDENCE, Fate.REDELIVERY);
        assertThat(story.judge().conflicts(Kind.ACCESS)).isEqualTo(1);
    }

    @Test
    void matchesSystemsWithInnerBlanksAsOneAndShowsThePolicysSpelling() {
        Story story = new Story()
                .resigned("d1", "2031-05-20T17:00Z")
                .access(
                        "a1",
                        "2031-05-21T08:15Z",
                        ",'credentialId':'member-0417','system':'\u00a0CONTACT \u3000\\t creator '")
                .access("a2", "2031-05-21T08:15Z", ",'credentialId':'member-0417','system':'Contact-Creator'")
                .access("a3", "2031-05-21T08:15Z", ",'credentialId':'member-0417','system':'ContactCreator'")
                .access("a4", "2031-05-21T08:15Z", ",'credentialId':'member-0417','system':'Contact\u200bCreator'");
        assertThat(story.judge().alerts().stream()
                        .map(ReferenceResult.Alert::system)
                        .toList())
                .containsExactly("Contact Creator", "Contact Creator");
        assertThat(story.fates(Kind.ACCESS))
                .containsExactly(Fate.EVIDENCE, Fate.EVIDENCE, Fate.NOT_CONCERNED, Fate.NOT_CONCERNED);
    }

    @Test
    void saysWhichDeadLettersMayBeLeftUnchecked() {
        Story story = new Story()
                .resigned("d1", "2031-05-20T17:00Z")
                .link()
                .access("a1", "soon")
                .access("a2", "soon", ",'system':'Other'")
                .access("a3", "soon", ",'credentialId':'rowan@example.org'")
                .access("a4", "soon", ",'credentialId':'Member-0417'")
                .accessLine("{\"system\":\"Other\",\"eventId\"")
                .accessLine("{\"system\":\"Organise\",\"eventId\"");
        ReferenceResult result = story.judge();
        assertThat(result.requiredDeadLetters().stream()
                        .map(ReferenceResult.Line::position)
                        .toList())
                .hasSize(3);
        assertThat(result.optionalDeadLetters()).hasSize(3);
        assertThat(result.count(Kind.ACCESS, Fate.DEAD_LETTER)).isEqualTo(6);
    }
}
