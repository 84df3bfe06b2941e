package io.leaverwatch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What speaks for the accused. */
class ReferenceCaveatsTest {

    private static Story resigned(String... extra) {
        return new Story().resigned("d1", "2031-05-20T17:00Z", extra).link();
    }

    @Test
    void saysThatADepartureWasRecordedAfterTheAccess() {
        assertThat(resigned(",'recordedAt':'2031-05-21T08:15:00.001Z'")
                        .access("a1", "2031-05-21T08:15Z")
                        .alerts())
                .containsExactly("post-departure-access HIGH OPEN d1 [a1] [RECORDED_LATE]");
        assertThat(resigned(",'recordedAt':'2031-05-21T08:15Z'")
                        .access("a1", "2031-05-21T08:15Z")
                        .caveats())
                .isEmpty();
    }

    @Test
    void lowersForALateRecordingUnlessTheMemberResigned() {
        assertThat(new Story()
                        .membership("d1", "LAPSED", "2031-05-20T17:00Z", ",'recordedAt':'2031-05-22'")
                        .link()
                        .access("a1", "2031-05-21T08:15Z")
                        .alerts())
                .containsExactly("post-departure-access MEDIUM OPEN d1 [a1] [RECORDED_LATE]");
    }

    @Test
    void saysThatABoundaryIsNear() {
        Story story = resigned()
                .reinstated("r1", "2031-05-21T17:00Z")
                .access("a1", "2031-05-20T17:01:59.999Z")
                .access("a2", "2031-05-20T17:02Z")
                .access("a3", "2031-05-21T16:58Z")
                .access("a4", "2031-05-21T16:58:00.001Z");
        assertThat(story.alerts())
                .containsExactly(
                        "post-departure-access HIGH OPEN d1 [a2] []",
                        "post-departure-access HIGH OPEN d1 [a3] []",
                        "post-departure-access MEDIUM OPEN d1 [a1] [NEAR_BOUNDARY]",
                        "post-departure-access MEDIUM OPEN d1 [a4] [NEAR_BOUNDARY]");
    }

    @Test
    void saysThatADateWasGivenAloneAndNoMoreOfTheZone() {
        assertThat(new Story()
                        .resigned("d1", "2031-05-20")
                        .link()
                        .access("a1", "2031-05-21T08:15Z")
                        .caveats())
                .containsExactly("DATE_ONLY");
    }

    @Test
    void saysThatAZoneWasAssumed() {
        assertThat(resigned().access("a1", "2031-05-21T08:15").caveats()).containsExactly("ZONE_ASSUMED");
        assertThat(new Story()
                        .resigned("d1", "2031-05-20T17:00")
                        .link()
                        .access("a1", "2031-05-21T08:15Z")
                        .caveats())
                .containsExactly("ZONE_ASSUMED");
        assertThat(resigned().access("a1", "x", ",'occurredAt':1937116800000").caveats())
                .isEmpty();
    }

    @Test
    void saysThatTheSessionIsOlderThanTheDeparture() {
        String session = ",'sessionId':'s-1'";
        assertThat(resigned()
                        .access("a0", "2031-05-20T16:59:59.999Z", session, ",'outcome':'DENIED'")
                        .access("a1", "2031-05-21T08:15Z", session)
                        .caveats())
                .containsExactly("SESSION_PREDATES_DEPARTURE");
        assertThat(resigned()
                        .access("a0", "2031-05-20T16:59Z", session)
                        .access("a1", "2031-05-21T08:15Z", ",'sessionId':'S-1'")
                        .caveats())
                .isEmpty();
        assertThat(resigned()
                        .access("a0", "2031-05-20T16:59Z", session)
                        .access("a1", "2031-05-21T08:15Z", ",'sessionId':'s-1 '")
                        .caveats())
                .isEmpty();
        assertThat(resigned()
                        .access("a0", "2031-05-20T16:59Z", session, ",'system':'Other'")
                        .access("a1", "2031-05-21T08:15Z", session)
                        .caveats())
                .isEmpty();
        assertThat(resigned()
                        .access("a0", "2031-05-20T16:59Z", session, ",'credentialId':'elm@example.org'")
                        .access("a1", "2031-05-21T08:15Z", session)
                        .caveats())
                .isEmpty();
        assertThat(resigned()
                        .access("a0", "2031-05-20T16:59Z", ",'sessionId':' '")
                        .access("a1", "2031-05-21T08:15Z", ",'sessionId':' '")
                        .caveats())
                .isEmpty();
    }

    @Test
    void givesAHarvestOnlyItsOwnCaveats() {
        Story story = new Story()
                .membership("d1", "LAPSED", "2031-05-20", ",'recordedAt':'2031-05-25'")
                .link(",'relation':'DELEGATE'")
                .access("a0", "2031-05-20T10:00", ",'sessionId':'s-1'")
                .access("a1", "2031-05-20T22:59:59Z", ",'sessionId':'s-1','action':'EXPORT','recordsAffected':10000");
        assertThat(story.alerts())
                .containsExactly("pre-departure-harvest MEDIUM OPEN d1 [a1] [DATE_ONLY, DELEGATE_CREDENTIAL]");
        story.access("a2", "2031-05-20T10:00", ",'action':'EXPORT'");
        assertThat(story.alerts())
                .containsExactly(
                        "pre-departure-harvest MEDIUM OPEN d1 [a2, a1] [DATE_ONLY, DELEGATE_CREDENTIAL, ZONE_ASSUMED]");
    }

    @Test
    void unitesTheCaveatsOfSeveralAccesses() {
        Story story = resigned()
                .access("a1", "2031-05-20T17:00Z")
                .access("a2", "2031-05-20T18:29:59", ",'system':'Organise'");
        assertThat(story.alertsOf("cross-system"))
                .containsExactly("cross-system HIGH OPEN d1 [a1, a2] [NEAR_BOUNDARY, ZONE_ASSUMED]");
    }
}
