package io.leaverwatch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who a credential stands for, and what a breach is. */
class ReferenceAttributionTest {

    private final Story story = new Story().resigned("d1", "2031-05-20T17:00Z");

    private List<String> attributions() {
        return story.judge().alerts().stream()
                .map(a -> a.memberId() + " " + a.attribution() + " " + a.caveats())
                .sorted()
                .toList();
    }

    @Test
    void isTheOwnerFromTheFirstInstantOfALinkAndTheLastHolderFromItsEnd() {
        story.link(",'validFrom':'2031-05-21T08:00Z','validUntil':'2031-05-21T09:00Z'")
                .access("a1", "2031-05-21T07:59:59.999Z")
                .access("a2", "2031-05-21T08:00Z")
                .access("a3", "2031-05-21T08:59:59.999Z")
                .access("a4", "2031-05-21T09:00Z");
        assertThat(attributions())
                .containsExactly(
                        "member-0417 LAST_HOLDER [LAST_HOLDER]", "member-0417 OWNER []", "member-0417 OWNER []");
    }

    @Test
    void takesTheFirstRelationOfAMember() {
        story.link(",'relation':'SERVICE'").link(",'relation':'DELEGATE'").access("a1", "2031-05-21T08:15Z");
        assertThat(attributions()).containsExactly("member-0417 DELEGATE [DELEGATE_CREDENTIAL]");
        assertThat(story.judge().alerts().get(0).evidence())
                .filteredOn(e -> e.kind().equals("link"))
                .hasSize(2);
    }

    @Test
    void accusesEachOfSeveralHoldersThatLeft() {
        story.resigned("d2", "2031-05-20T17:00Z", ",'memberId':'member-0001'")
                .link()
                .link(",'memberId':'member-0001','relation':'SERVICE'")
                .link(",'memberId':'member-0002'")
                .access("a1", "2031-05-21T08:15Z");
        assertThat(attributions())
                .containsExactly(
                        "member-0001 SERVICE [SERVICE_CREDENTIAL, SHARED_CREDENTIAL]",
                        "member-0417 OWNER [SHARED_CREDENTIAL]");
        assertThat(story.judge().alerts().get(0).evidence())
                .filteredOn(e -> e.kind().equals("link"))
                .hasSize(1);
    }

    @Test
    void takesTheLastHoldersOfTheGreatestEndAlone() {
        story.link(",'validUntil':'2031-05-19T00:00Z'")
                .link(",'relation':'DELEGATE','validUntil':'2031-05-20T00:00Z'")
                .link(",'memberId':'member-0001','validUntil':'2031-05-19T00:00Z'")
                .link(",'memberId':'member-0002','validFrom':'2031-05-22T00:00Z'")
                .access("a1", "2031-05-21T08:15Z");
        assertThat(attributions()).containsExactly("member-0417 LAST_HOLDER [DELEGATE_CREDENTIAL, LAST_HOLDER]");
        assertThat(story.judge().alerts().get(0).evidence())
                .filteredOn(e -> e.kind().equals("link"))
                .hasSize(1);
    }

    @Test
    void takesACredentialAsAMemberIdOnlyWhereNoLinkIsOrWas() {
        story.linkLine(Story.json(
                        "{'credentialId':'member-0417','memberId':'member-0001','validFrom':'2031-05-22T00:00Z'}"))
                .access("a1", "2031-05-21T08:15Z", ",'credentialId':' Member-0417 '")
                .access("a2", "2031-05-22T08:15Z", ",'credentialId':'member-0417'");
        assertThat(attributions()).containsExactly("member-0417 DIRECT [NO_LINK]");
        assertThat(story.judge().alerts().get(0).evidence())
                .filteredOn(e -> e.kind().equals("link"))
                .isEmpty();
    }

    @Test
    void breachesFromStartPlusGraceUntilTheEnd() {
        story.policy.grace = java.time.Duration.ofMinutes(5);
        story.policy.clockSkew = java.time.Duration.ZERO;
        story.link()
                .reinstated("r1", "2031-05-21T09:00Z")
                .access("a1", "2031-05-20T17:04:59.999Z")
                .access("a2", "2031-05-20T17:05Z")
                .access("a3", "2031-05-21T08:59:59.999Z")
                .access("a4", "2031-05-21T09:00Z");
        assertThat(story.alerts())
                .containsExactly(
                        "post-departure-access HIGH OPEN d1 [a2] []", "post-departure-access HIGH OPEN d1 [a3] []");
    }

    @Test
    void alertsOncePerDepartureAndAccess() {
        story.link()
                .link(",'validFrom':'2031-05-01'")
                .reinstated("r1", "2031-05-21T09:00Z")
                .resigned("d2", "2031-05-21T10:00Z")
                .access("a1", "2031-05-21T08:00Z")
                .access("a1", "2031-05-21T08:00Z")
                .access("a2", "2031-05-21T11:00Z");
        assertThat(story.alerts())
                .containsExactly(
                        "post-departure-access HIGH OPEN d1 [a1] []", "post-departure-access HIGH OPEN d2 [a2] []");
    }
}
