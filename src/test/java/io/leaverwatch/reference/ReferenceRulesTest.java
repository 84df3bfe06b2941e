package io.leaverwatch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the default rules fire on, and how severe it is. */
class ReferenceRulesTest {

    private static final String ORGANISE = ",'system':'Organise'";
    private static final String DENIED = ",'outcome':'DENIED'";
    private static final String ERROR = ",'outcome':'ERROR'";

    private final Story story = new Story().resigned("d1", "2031-05-20T17:00Z").link();

    private static String export(Object records) {
        return ",'action':'export','recordsAffected':" + records;
    }

    @Test
    void ranksASingleAccessByItsOutcomeAndAction() {
        story.access("a1", "2031-05-21T08:00Z", ",'action':'View'")
                .access("a2", "2031-05-21T09:00Z", ",'action':' message '")
                .access("a3", "2031-05-21T10:00Z", ",'action':'DELETE'", DENIED)
                .access("a4", "2031-05-21T11:00Z", ERROR);
        assertThat(story.alerts())
                .containsExactly(
                        "post-departure-access CRITICAL OPEN d1 [a2] []",
                        "post-departure-access HIGH OPEN d1 [a1] []",
                        "post-departure-attempt MEDIUM OPEN d1 [a3] []",
                        "post-departure-attempt MEDIUM OPEN d1 [a4] []");
    }

    @Test
    void lowersASingleAccessByEachCaveatButNotBelowLow() {
        story.link(",'memberId':'member-0001'")
                .access("a1", "2031-05-20T17:01Z", ",'action':'EXPORT'")
                .access("a2", "2031-05-20T17:01:01Z", DENIED);
        assertThat(story.alerts())
                .containsExactly(
                        "post-departure-access MEDIUM OPEN d1 [a1] [NEAR_BOUNDARY, SHARED_CREDENTIAL]",
                        "post-departure-attempt LOW OPEN d1 [a2] [NEAR_BOUNDARY, SHARED_CREDENTIAL]");
    }

    @Test
    void lowersAnOverriddenSeverityToo() {
        story.policy.rule("post-departure-access").severity = "MEDIUM";
        story.access("a1", "2031-05-20T17:01Z", ",'action':'EXPORT'").access("a2", "2031-05-20T19:01Z");
        assertThat(story.alerts())
                .containsExactly(
                        "post-departure-access LOW OPEN d1 [a1] [NEAR_BOUNDARY]",
                        "post-departure-access MEDIUM OPEN d1 [a2] []");
    }

    @Test
    void findsTheBurstThatEndsSoonestAndGoesOnAfterIt() {
        story.policy.rule("post-departure-burst").count = 3;
        // a1 to a3 span exactly the window; a2 to a4 less; a5 and a6 are only two.
        story.access("a1", "2031-05-21T08:00Z")
                .access("a2", "2031-05-21T08:05Z")
                .access("a3", "2031-05-21T08:10Z", DENIED)
                .access("a4", "2031-05-21T08:11Z", ORGANISE)
                .access("a5", "2031-05-21T08:12Z")
                .access("a6", "2031-05-21T08:12Z")
                .access("a7", "2031-05-21T08:22Z");
        assertThat(story.alertsOf("post-departure-burst"))
                .containsExactly("post-departure-burst CRITICAL OPEN d1 [a2, a3, a4] []");
        story.access("a8", "2031-05-21T08:21:59.999Z");
        assertThat(story.alertsOf("post-departure-burst"))
                .containsExactly(
                        "post-departure-burst CRITICAL OPEN d1 [a2, a3, a4] []",
                        "post-departure-burst CRITICAL OPEN d1 [a5, a6, a8] []");
    }

    @Test
    void ordersEqualTimesByEventIdAndThenCredential() {
        story.policy.rule("post-departure-burst").count = 3;
        story.linkLine(Story.json("{'credentialId':'Elm@example.org','memberId':'member-0417'}"))
                .access("a2", "2031-05-21T08:00Z")
                .access("a1", "2031-05-21T08:00Z")
                .access("a1", "2031-05-21T08:00Z", ",'credentialId':'ELM@example.org'");
        ReferenceResult.Alert burst = story.judge().alerts().stream()
                .filter(a -> a.ruleId().equals("post-departure-burst"))
                .findFirst()
                .orElseThrow();
        assertThat(burst.accesses().stream()
                        .map(r -> r.eventId() + " " + r.credentialId())
                        .toList())
                .containsExactly("a1 ELM@example.org", "a1 fern@example.org", "a2 fern@example.org");
        assertThat(burst.credentialId()).isNull();
        assertThat(burst.system()).isEqualTo("Contact Creator");
        assertThat(burst.attribution()).isEqualTo("OWNER");
    }

    @Test
    void lowersASeveralAccessAlertOnlyWhereEveryAccessHasALoweringCaveat() {
        story.policy.rule("post-departure-burst").count = 2;
        story.access("a1", "2031-05-20T17:01Z").access("a2", "2031-05-20T17:01:59.999Z");
        assertThat(story.alertsOf("post-departure-burst"))
                .containsExactly("post-departure-burst HIGH OPEN d1 [a1, a2] [NEAR_BOUNDARY]");
        Story other = new Story().resigned("d1", "2031-05-20T17:00Z").link();
        other.policy.rule("post-departure-burst").count = 2;
        other.access("a1", "2031-05-20T17:01Z").access("a2", "2031-05-20T17:02Z");
        assertThat(other.alertsOf("post-departure-burst"))
                .containsExactly("post-departure-burst CRITICAL OPEN d1 [a1, a2] [NEAR_BOUNDARY]");
    }

    @Test
    void takesTheLastDenialsOfARunBeforeASuccess() {
        story.access("a1", "2031-05-21T08:00Z", DENIED)
                .access("a2", "2031-05-21T08:10Z", DENIED)
                .access("a3", "2031-05-21T08:11Z", DENIED)
                .access("a4", "2031-05-21T08:12Z", DENIED)
                .access("a5", "2031-05-21T08:24:59.999Z")
                .access("a6", "2031-05-21T08:25Z");
        assertThat(story.alertsOf("denied-then-success"))
                .containsExactly("denied-then-success CRITICAL OPEN d1 [a2, a3, a4, a5] []");
    }

    @Test
    void needsTheSuccessWithinTheWindow() {
        story.access("a1", "2031-05-21T08:00Z", DENIED)
                .access("a2", "2031-05-21T08:01Z", DENIED)
                .access("a3", "2031-05-21T08:02Z", DENIED)
                .access("a4", "2031-05-21T08:15Z");
        assertThat(story.alertsOf("denied-then-success")).isEmpty();
    }

    @Test
    void breaksARunAtAnError() {
        story.access("a1", "2031-05-21T08:00Z", DENIED)
                .access("a2", "2031-05-21T08:01Z", DENIED)
                .access("a3", "2031-05-21T08:02Z", ERROR)
                .access("a4", "2031-05-21T08:03Z", DENIED)
                .access("a5", "2031-05-21T08:04Z");
        assertThat(story.alertsOf("denied-then-success")).isEmpty();
    }

    @Test
    void findsTheFirstPairOfSystemsAmongDirectNeighbours() {
        story.access("a1", "2031-05-21T08:00Z", ORGANISE)
                .access("a2", "2031-05-21T08:10Z", DENIED)
                .access("a3", "2031-05-21T08:30Z")
                .access("a4", "2031-05-21T08:45Z")
                .access("a5", "2031-05-21T08:50Z", ORGANISE)
                .access("a6", "2031-05-21T08:51Z");
        assertThat(story.alertsOf("cross-system")).containsExactly("cross-system HIGH OPEN d1 [a4, a5] []");
    }

    @Test
    void sumsTheExportsOfTheWindowBeforeADeparture() {
        story.access("a0", "2031-05-06T16:59:59.999Z", export(9_000))
                .access("a1", "2031-05-06T17:00Z", export(6_000))
                .access("a2", "2031-05-20T16:59:59.999Z", export(3_999))
                .access("a3", "2031-05-20T17:00Z", export(5_000))
                .access("a4", "2031-05-19T17:00Z", export(5_000), DENIED)
                .access("a5", "2031-05-19T17:00Z", ",'action':'VIEW','recordsAffected':5000")
                .access("a6", "2031-05-18T17:00Z", export("'5000'"));
        assertThat(story.alertsOf("pre-departure-harvest")).isEmpty();
        story.access("a7", "2031-05-08T17:00Z", export(1));
        assertThat(story.alertsOf("pre-departure-harvest"))
                .containsExactly("pre-departure-harvest HIGH OPEN d1 [a1, a7, a6, a2] []");
        ReferenceResult.Alert alert = story.judge().alerts().stream()
                .filter(a -> a.ruleId().equals("pre-departure-harvest"))
                .findFirst()
                .orElseThrow();
        assertThat(alert.occurredAt()).hasToString("2031-05-20T17:00:00Z");
        assertThat(alert.sinceDeparture()).isEqualTo(Duration.ZERO);
    }

    @Test
    void addsUpBeyondALong() {
        story.access("a1", "2031-05-19T17:00Z", export(Long.MAX_VALUE))
                .access("a2", "2031-05-19T17:00Z", export(Long.MAX_VALUE));
        assertThat(story.alerts()).containsExactly("pre-departure-harvest HIGH OPEN d1 [a1, a2] []");
    }

    @Test
    void leavesExemptedBreachesOutOfTheRulesOverSeveral() {
        story.policy.exemptions = List.of(new ReferencePolicy.Exemption(
                " MEMBER-0417",
                null,
                List.of("contact-creator"),
                "2031-05-21T09:10",
                "2031-05-21T09:20",
                "handover",
                null));
        story.policy.rule("post-departure-burst").count = 2;
        story.access("a1", "2031-05-21T08:09:59.999Z")
                .access("a2", "2031-05-21T08:10Z")
                .access("a3", "2031-05-21T08:10Z", ORGANISE)
                .access("a4", "2031-05-21T08:19:59.999Z")
                .access("a5", "2031-05-21T08:20Z");
        assertThat(story.alerts())
                .containsExactly(
                        "cross-system HIGH OPEN d1 [a1, a3] []",
                        "post-departure-access HIGH EXEMPTED d1 [a2] []",
                        "post-departure-access HIGH EXEMPTED d1 [a4] []",
                        "post-departure-access HIGH OPEN d1 [a1] []",
                        "post-departure-access HIGH OPEN d1 [a3] []",
                        "post-departure-access HIGH OPEN d1 [a5] []",
                        "post-departure-burst CRITICAL OPEN d1 [a1, a3] []");
    }

    @Test
    void givesNoAlertOfADisabledRuleAndFindsTheBreachAllTheSame() {
        story.policy.rule("post-departure-access").enabled = false;
        story.access("a1", "2031-05-21T08:00Z").access("a2", "2031-05-21T08:10Z", ORGANISE);
        assertThat(story.alerts()).containsExactly("cross-system HIGH OPEN d1 [a1, a2] []");
        assertThat(story.judge().departures().get(0).finding()).isEqualTo("BREACHED");
    }
}
