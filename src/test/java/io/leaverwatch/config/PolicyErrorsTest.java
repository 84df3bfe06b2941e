package io.leaverwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyErrorsTest {
    private static final String KEYS = "zone, protectedSystems, departingTypes, authority, grace, clockSkew, lookback,"
            + " coverage, exemptions, rules";
    private static final String DURATION = ", in whole milliseconds and not above P36525D, such as PT10M or P14D";
    private static final String TIME = "a time such as 2031-05-23T17:00:00Z, or a day such as 2031-05-23";
    private static final String SYSTEMS = "protected systems (Contact Creator, Organise) or their aliases";

    static String messageOf(String text) {
        try {
            PolicyReaderTest.policy(text);
        } catch (UsageError e) {
            return e.getMessage();
        }
        throw new AssertionError("no error for: " + text);
    }

    static Stream<Arguments> wrongPolicies() {
        return Stream.of(
                arguments(
                        "zone: Mars/Olympus",
                        "zone is 'Mars/Olympus'; allowed: an IANA time zone such as"
                                + " Europe/London, or UTC, or an offset such as '+01:00'"),
                arguments(
                        "zone: europe/london",
                        "zone is 'europe/london' (did you mean 'Europe/London'?); allowed: an"
                                + " IANA time zone such as Europe/London, or UTC, or an offset such as '+01:00'"),
                arguments(
                        "zone: +10:00",
                        "zone is the number +10:00; allowed: an IANA time zone such as Europe/London,"
                                + " or UTC, or an offset such as '+01:00'; put it in quotes to make it text"),
                arguments(
                        "protectedSystem: []",
                        "the key protectedSystem is unknown (did you mean 'protectedSystems'?);" + " allowed: " + KEYS),
                arguments("5: x", "the key 5 is unknown; allowed: " + KEYS),
                arguments(
                        "coverage: {gapp: PT1H}",
                        "the key coverage.gapp is unknown (did you mean 'gap'?); allowed: gap"),
                arguments("- zone", "the policy is a list; allowed: a mapping with the keys " + KEYS),
                arguments("text", "the policy is 'text'; allowed: a mapping with the keys " + KEYS),
                arguments("? [a]\n: b", "a key of the policy is no word; allowed: " + KEYS),
                arguments("grace: soon", "grace is 'soon'; allowed: an ISO-8601 duration of PT0S or more" + DURATION),
                arguments(
                        "grace: 5",
                        "grace is the number 5; allowed: an ISO-8601 duration of PT0S or more" + DURATION
                                + "; put it in quotes to make it text"),
                arguments(
                        "clockSkew: -PT1S",
                        "clockSkew is '-PT1S'; allowed: an ISO-8601 duration of PT0S or more" + DURATION),
                arguments(
                        "clockSkew: PT0.0005S",
                        "clockSkew is 'PT0.0005S'; allowed: an ISO-8601 duration of PT0S or" + " more" + DURATION),
                arguments("lookback: PT0S", "lookback is 'PT0S'; allowed: an ISO-8601 duration above PT0S" + DURATION),
                arguments(
                        "lookback: P36526D",
                        "lookback is 'P36526D'; allowed: an ISO-8601 duration above PT0S" + DURATION),
                arguments("lookback: P1M", "lookback is 'P1M'; allowed: an ISO-8601 duration above PT0S" + DURATION),
                arguments(
                        "coverage: {gap: PT0S}",
                        "coverage.gap is 'PT0S'; allowed: an ISO-8601 duration above PT0S" + DURATION),
                arguments("coverage: PT6H", "coverage is 'PT6H'; allowed: a mapping with the keys gap"),
                arguments(
                        "departingTypes: [RESIGND]",
                        "departingTypes[0] is 'RESIGND' (did you mean 'RESIGNED'?);"
                                + " allowed: one of RESIGNED, EXPELLED, LAPSED, SUSPENDED"),
                arguments(
                        "departingTypes: [REINSTATED]",
                        "departingTypes[0] is 'REINSTATED'; allowed: one of RESIGNED,"
                                + " EXPELLED, LAPSED, SUSPENDED"),
                arguments("departingTypes: RESIGNED", "departingTypes is 'RESIGNED'; allowed: a list"),
                arguments(
                        "departingTypes: []",
                        "departingTypes is a list; allowed: at least one of RESIGNED, EXPELLED,"
                                + " LAPSED, SUSPENDED"),
                arguments("departingTypes: [LAPSED, lapsed]", "departingTypes[1] is 'lapsed'; allowed: each type once"),
                arguments("authority: [hr, ' HR']", "authority[1] is ' HR'; allowed: each source once"),
                arguments("authority: [' ']", "authority[0] is ' '; allowed: the source of a membership feed"),
                arguments("protectedSystems: []", "protectedSystems is a list; allowed: at least one system"),
                arguments(
                        "protectedSystems: [Organise]",
                        "protectedSystems[0] is 'Organise'; allowed: a mapping with"
                                + " the keys name, aliases, dataClass"),
                arguments(
                        "protectedSystems: [{aliases: [a]}]",
                        "protectedSystems[0] lacks name; allowed: the system's" + " name as alerts show it"),
                arguments(
                        "protectedSystems: [{name: 365}]",
                        "protectedSystems[0].name is the number 365; allowed: the"
                                + " system's name as alerts show it; put it in quotes to make it text"),
                arguments(
                        "protectedSystems: [{name: no}]",
                        "protectedSystems[0].name is 'no'; allowed: the"
                                + " system's name as alerts show it; put it in quotes to make it text"),
                arguments(
                        "protectedSystems: [{name: A}, {name: ' a'}]",
                        "protectedSystems[1].name is ' a'; allowed: a"
                                + " name or alias that no other system has; 'A' has this one"),
                arguments(
                        "protectedSystems: [{name: A, aliases: [x y]}, {name: B, aliases: [X  Y]}]",
                        "protectedSystems[1].aliases[0] is 'X  Y'; allowed: a name or alias that no other system has;"
                                + " 'A' has this one"),
                arguments(
                        "exemptions: [{until: 2031-05-23, reason: r}]",
                        "exemptions[0] names nobody; allowed: a" + " memberId or a credentialId, or both"),
                arguments(
                        "exemptions: [{memberId: '', until: 2031-05-23, reason: r}]",
                        "exemptions[0] names nobody;" + " allowed: a memberId or a credentialId, or both"),
                arguments(
                        "exemptions: [{memberId: 417, until: 2031-05-23, reason: r}]",
                        "exemptions[0].memberId is the"
                                + " number 417; allowed: text; put it in quotes to make it text"),
                arguments(
                        "exemptions: [{memberId: m, reason: r}]",
                        "exemptions[0] lacks until; allowed: " + TIME + ", which is allowed to its end"),
                arguments(
                        "exemptions: [{memberId: m, until: 2031-05-23}]",
                        "exemptions[0] lacks reason; allowed: why" + " the access is allowed"),
                arguments(
                        "exemptions: [{memberId: m, until: 2031-05-23, reason: ' '}]",
                        "exemptions[0].reason is ' ';" + " allowed: why the access is allowed"),
                arguments(
                        "exemptions: [{memberId: m, until: 2031, reason: r}]",
                        "exemptions[0].until is the number" + " 2031; allowed: " + TIME
                                + "; put it in quotes to make it text"),
                arguments(
                        "exemptions: [{memberId: m, until: 2031-02-30, reason: r}]",
                        "exemptions[0].until is" + " '2031-02-30'; allowed: " + TIME),
                arguments(
                        "exemptions: [{memberId: m, until: 2031-5-3, reason: r}]",
                        "exemptions[0].until is" + " '2031-5-3'; allowed: " + TIME),
                arguments(
                        "exemptions: [{memberId: m, until: 2031-05-23 17:00:00Z, reason: r}]",
                        "exemptions[0].until is" + " '2031-05-23 17:00:00Z'; allowed: " + TIME),
                arguments(
                        "exemptions: [{memberId: m, from: 2031-05-24, until: 2031-05-23, reason: r}]",
                        "exemptions[0].until is '2031-05-23'; allowed: a time after exemptions[0].from"),
                arguments(
                        "exemptions: [{memberId: m, systems: [Organize], until: 2031-05-23, reason: r}]",
                        "exemptions[0].systems[0] is 'Organize' (did you mean 'Organise'?); allowed: " + SYSTEMS),
                arguments(
                        "exemptions: [{memberId: m, systems: [], until: 2031-05-23, reason: r}]",
                        "exemptions[0].systems is a list; allowed: " + SYSTEMS
                                + "; at least one, or leave the key out"),
                arguments("exemptions: {memberId: m}", "exemptions is a mapping; allowed: a list"),
                arguments("zone: UTC\n# c\nzone: UTC", "line 3: the key zone is given twice"),
                arguments("exemptions: [{memberId: m, memberId: n}]", "the key exemptions[0].memberId is given twice"),
                arguments("coverage: {<<: 5}", "coverage.<< is the number 5; allowed: an anchored mapping"),
                arguments("coverage: &c {<<: *c}", "coverage.<< is a mapping; allowed: an anchored mapping"),
                arguments(
                        "authority: [\"\\ud800\"]",
                        "authority[0] is '?'; allowed: text of whole characters, not half" + " of a surrogate pair"));
    }

    @ParameterizedTest
    @MethodSource({"wrongPolicies", "io.leaverwatch.config.RuleErrors#wrongRules"})
    void namesThePlaceWhatCameAndWhatIsAllowed(String text, String message) {
        String place = message.startsWith("line ") ? "policy.yaml, " : "policy.yaml, line 1: ";
        assertThat(messageOf(text).replace('\ud800', '?')).isEqualTo(place + message);
    }

    @Test
    void namesTheLine() {
        assertThat(messageOf("# my policy\nzone: UTC\nrules:\n  - id: own\n    sequence:\n      - {times: 0}\n"))
                .isEqualTo("policy.yaml, line 6: rules[0].sequence[0].times is the number 0; allowed: a whole number"
                        + " from 1 to 1000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\n---\nb: 2>line 2: not readable as YAML: a second document begins here; allowed: one",
                "coverage:\n\tgap: PT1H>line 2: not readable as YAML: found character '\\t(TAB)' that cannot start any"
                        + " token. (Do not use \\t(TAB) for indentation)",
                "zone: [UTC>line 1: not readable as YAML: expected ',' or ']', but got <stream end>",
                "zone: *utc>line 1: not readable as YAML: found undefined alias utc",
                "a: b: c>line 1: not readable as YAML: mapping values are not allowed here",
            })
    void saysInOneLineWhatIsNoYaml(String textAndMessage) {
        String[] parts = textAndMessage.split(">line", 2);
        assertThat(messageOf(parts[0])).isEqualTo("policy.yaml, line" + parts[1]);
    }

    @Test
    void refusesWhatIsNotUtf8AndWhatIsNotText() {
        byte[] latin1 = "reason: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> PolicyReader.read("policy.yaml", latin1))
                .isInstanceOf(UsageError.class)
                .hasMessage("policy.yaml: not readable as UTF-8, the only encoding allowed");
        assertThat(messageOf("zone: \u0000"))
                .isEqualTo("policy.yaml: not readable as YAML: special characters are not allowed");
    }

    @Test
    void namesNoLineOfJsonThatItHadToRewrite() {
        assertThat(messageOf("{\n\t\"grace\": \"x\"}")).startsWith("policy.yaml: grace is 'x'; allowed: ");
        assertThat(messageOf("{\"zone\": \"UTC\", \"zone\": \"UTC\"}"))
                .isEqualTo("policy.yaml: the key zone is given twice");
    }

    @Test
    void keepsTheMessageShortAndOnOneLine() {
        String message = messageOf("zone: \"" + "a\\n".repeat(5000) + "\"");
        assertThat(message).hasSizeLessThan(300).doesNotContain("\n");
    }
}
