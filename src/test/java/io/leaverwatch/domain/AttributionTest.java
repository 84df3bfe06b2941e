package io.leaverwatch.domain;

import static io.leaverwatch.domain.DomainSamples.DAY;
import static io.leaverwatch.domain.DomainSamples.LOGIN;
import static io.leaverwatch.domain.DomainSamples.MEMBER;
import static io.leaverwatch.domain.DomainSamples.START;
import static io.leaverwatch.domain.DomainSamples.link;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a credential stands for, at the moments at which that changes. */
class AttributionTest {
    private static final long END = START + DAY;
    private static final String OTHER = "member-0500";

    /** Each as member, kind and caveats. */
    private static List<String> at(long at, CredentialLink... links) {
        List<CredentialLink> given = Arrays.asList(links);
        List<String> found = said(at, given);
        Collections.reverse(given);
        assertThat(said(at, given)).isEqualTo(found);
        return found;
    }

    private static List<String> said(long at, List<CredentialLink> links) {
        return Attribution.at(LOGIN, links, at).stream()
                .map(a -> a.memberKey() + " " + a.kind() + " " + Caveat.list(a.caveats()))
                .toList();
    }

    @Test
    void holdsFromTheFirstMomentToJustBeforeTheLast() {
        CredentialLink link = link(MEMBER, Relation.OWNER, START, END);
        assertThat(at(START - 1, link)).containsExactly(LOGIN + " DIRECT [NO_LINK]");
        assertThat(at(START, link)).containsExactly("member-0417 OWNER []");
        assertThat(at(END - 1, link)).containsExactly("member-0417 OWNER []");
        assertThat(at(END, link)).containsExactly("member-0417 LAST_HOLDER [LAST_HOLDER]");
    }

    @Test
    void holdsForAllTimeWhereNoneIsGiven() {
        assertThat(at(0, link(MEMBER, Relation.OWNER))).containsExactly("member-0417 OWNER []");
    }

    @ParameterizedTest
    @CsvSource({"OWNER, []", "DELEGATE, [DELEGATE_CREDENTIAL]", "SERVICE, [SERVICE_CREDENTIAL]"})
    void namesTheRelation(Relation relation, String caveats) {
        assertThat(at(START, link(MEMBER, relation))).containsExactly("member-0417 " + relation + " " + caveats);
    }

    @Test
    void prefersOwnerToDelegateToServiceOfOneMember() {
        CredentialLink owner = link(MEMBER, Relation.OWNER, START, END);
        CredentialLink delegate = link(MEMBER, Relation.DELEGATE, START, END);
        CredentialLink service = link(MEMBER, Relation.SERVICE, START, END);
        assertThat(at(START, service, delegate, owner)).containsExactly("member-0417 OWNER []");
        assertThat(at(START, service, delegate)).containsExactly("member-0417 DELEGATE [DELEGATE_CREDENTIAL]");
        assertThat(at(END, service, delegate))
                .containsExactly("member-0417 LAST_HOLDER [DELEGATE_CREDENTIAL, LAST_HOLDER]");
    }

    @Test
    void keepsEveryLinkThatSaysSo() {
        List<CredentialLink> links = List.of(
                link(MEMBER, Relation.OWNER, START, END),
                link(MEMBER, Relation.SERVICE, START, END),
                link(MEMBER, Relation.OWNER, END, END + 1));
        assertThat(Attribution.at(LOGIN, links, START).get(0).links())
                .containsExactlyInAnyOrder(links.get(0), links.get(1));
    }

    @Test
    void isSharedOnlyWhileItStandsForSeveral() {
        CredentialLink mine = link(MEMBER, Relation.OWNER, START, END);
        CredentialLink theirs = link(OTHER, Relation.DELEGATE, END - 1, Long.MAX_VALUE);
        assertThat(at(END - 2, mine, theirs)).containsExactly("member-0417 OWNER []");
        assertThat(at(END - 1, mine, theirs))
                .containsExactly(
                        "member-0417 OWNER [SHARED_CREDENTIAL]",
                        "member-0500 DELEGATE [DELEGATE_CREDENTIAL, SHARED_CREDENTIAL]");
        assertThat(at(END, mine, theirs)).containsExactly("member-0500 DELEGATE [DELEGATE_CREDENTIAL]");
    }

    @Test
    void isNotSharedByTwoSpellingsOfOneMember() {
        assertThat(at(START, link(MEMBER, Relation.OWNER), link("MEMBER-0417", Relation.SERVICE)))
                .containsExactly("member-0417 OWNER []");
    }

    @Test
    void standsForThoseWhoseLinksEndedLast() {
        CredentialLink earlier = link(OTHER, Relation.OWNER, START, END - 1);
        CredentialLink last = link(MEMBER, Relation.SERVICE, START, END);
        assertThat(at(END, earlier, last)).containsExactly("member-0417 LAST_HOLDER [SERVICE_CREDENTIAL, LAST_HOLDER]");
        assertThat(at(END, link(OTHER, Relation.OWNER, START, END), last))
                .containsExactly(
                        "member-0417 LAST_HOLDER [SERVICE_CREDENTIAL, LAST_HOLDER, SHARED_CREDENTIAL]",
                        "member-0500 LAST_HOLDER [LAST_HOLDER, SHARED_CREDENTIAL]");
    }

    @Test
    void standsForTheLastHolderUntilTheNextLinkBegins() {
        CredentialLink ended = link(MEMBER, Relation.OWNER, START, END);
        CredentialLink next = link(OTHER, Relation.OWNER, END + DAY, Long.MAX_VALUE);
        assertThat(at(END + DAY - 1, ended, next)).containsExactly("member-0417 LAST_HOLDER [LAST_HOLDER]");
        assertThat(at(END + DAY, ended, next)).containsExactly("member-0500 OWNER []");
    }

    @Test
    void standsForItselfWithoutLinks() {
        assertThat(at(START)).containsExactly(LOGIN + " DIRECT [NO_LINK]");
    }
}
