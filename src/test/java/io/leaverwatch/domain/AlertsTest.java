package io.leaverwatch.domain;

import static io.leaverwatch.domain.DomainSamples.CREATOR;
import static io.leaverwatch.domain.DomainSamples.HOUR;
import static io.leaverwatch.domain.DomainSamples.LOGIN;
import static io.leaverwatch.domain.DomainSamples.ORGANISE;
import static io.leaverwatch.domain.DomainSamples.POLICY;
import static io.leaverwatch.domain.DomainSamples.START;
import static io.leaverwatch.domain.DomainSamples.access;
import static io.leaverwatch.domain.DomainSamples.before;
import static io.leaverwatch.domain.DomainSamples.breach;
import static io.leaverwatch.domain.DomainSamples.departed;
import static io.leaverwatch.domain.DomainSamples.event;
import static io.leaverwatch.domain.DomainSamples.exempted;
import static io.leaverwatch.domain.DomainSamples.rule;
import static io.leaverwatch.domain.DomainSamples.until;
import static io.leaverwatch.domain.MembershipType.EXPELLED;
import static io.leaverwatch.domain.MembershipType.RESIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an alert says of its accesses: how grave it is, its id, and what is null where they differ. */
class AlertsTest {
    private static final Set<Caveat> LOWERING_ALWAYS = EnumSet.of(
            Caveat.NEAR_BOUNDARY,
            Caveat.DELEGATE_CREDENTIAL,
            Caveat.SERVICE_CREDENTIAL,
            Caveat.LAST_HOLDER,
            Caveat.SHARED_CREDENTIAL);
    private static final Departure DEPARTED = departed(RESIGNED);
    private static final long AT = START + HOUR;

    private static Alert alert(String rule, Departure departure, Fact... facts) {
        return Alerts.of(rule(POLICY, rule), departure, Arrays.asList(facts), POLICY);
    }

    private static Severity single(Departure departure, String action, Caveat... caveats) {
        return alert("post-departure-access", departure, breach(access("a", AT, action, Outcome.SUCCESS), caveats))
                .severity();
    }

    private static AccessEvent denied(String eventId) {
        return access(eventId, AT, "LOGIN", Outcome.DENIED);
    }

    private static AccessEvent in(String eventId, String system) {
        return access(eventId, AT, system, "VIEW", Outcome.SUCCESS, -1);
    }

    private static AccessEvent by(String eventId, String credentialId) {
        return access(eventId, AT, false, CREATOR, credentialId, "VIEW", Outcome.SUCCESS, -1);
    }

    /** The same access with what an id does not depend on changed. */
    private static AccessEvent inTopic(AccessEvent read) {
        return new AccessEvent(
                read.eventId(),
                read.occurredAt() + 1,
                read.zoneAssumed(),
                read.system(),
                read.credentialId(),
                read.action(),
                read.outcome(),
                "session",
                read.recordsAffected(),
                new Origin(1, "access-events", 3, 7, new byte[32]),
                new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({"LOGIN, HIGH", "VIEW, HIGH", "UPDATE, HIGH", "EXPORT, CRITICAL", "MESSAGE, CRITICAL", "DELETE, CRITICAL"
    })
    void isAsGraveAsItsAction(String action, Severity severity) {
        assertThat(single(DEPARTED, action)).isEqualTo(severity);
    }

    @ParameterizedTest
    @EnumSource(names = {"DENIED", "ERROR"})
    void isMediumWhereItFailed(Outcome outcome) {
        Fact fact = breach(access("a", AT, "EXPORT", outcome));
        assertThat(alert("post-departure-attempt", DEPARTED, fact).severity()).isEqualTo(Severity.MEDIUM);
    }

    @ParameterizedTest
    @CsvSource({
        "post-departure-burst, CRITICAL",
        "denied-then-success, CRITICAL",
        "cross-system, HIGH",
        "pre-departure-harvest, HIGH"
    })
    void isAsGraveAsItsRuleSays(String rule, Severity severity) {
        assertThat(alert(rule, DEPARTED, breach(access("a", AT)), breach(access("b", AT)))
                        .severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @EnumSource
    void isLoweredByThoseCaveatsThatSpeakAgainstTheAccusation(Caveat caveat) {
        boolean lowers = LOWERING_ALWAYS.contains(caveat);
        assertThat(single(DEPARTED, "EXPORT", caveat)).isEqualTo(lowers ? Severity.HIGH : Severity.CRITICAL);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESIGNED", "EXPELLED", "LAPSED", "SUSPENDED"})
    void isLoweredByALateRecordingUnlessTheMemberResigned(MembershipType type) {
        assertThat(single(departed(type), "EXPORT", Caveat.RECORDED_LATE))
                .isEqualTo(type == RESIGNED ? Severity.CRITICAL : Severity.HIGH);
    }

    @Test
    void isLoweredByEachCaveatAndNotBelowLow() {
        assertThat(single(DEPARTED, "EXPORT", Caveat.NEAR_BOUNDARY, Caveat.LAST_HOLDER))
                .isEqualTo(Severity.MEDIUM);
        assertThat(single(DEPARTED, "EXPORT", Caveat.NEAR_BOUNDARY, Caveat.LAST_HOLDER, Caveat.SHARED_CREDENTIAL))
                .isEqualTo(Severity.LOW);
        assertThat(single(departed(EXPELLED), "EXPORT", Caveat.values())).isEqualTo(Severity.LOW);
    }

    @Test
    void isLoweredOverSeveralOnlyWhereEachHasACaveatAndByOneStep() {
        Fact near = breach(access("a", AT), Caveat.NEAR_BOUNDARY, Caveat.SHARED_CREDENTIAL);
        Fact last = breach(access("b", AT), Caveat.LAST_HOLDER, Caveat.SERVICE_CREDENTIAL);
        Fact unlinked = breach(access("c", AT), Caveat.NO_LINK, Caveat.RECORDED_LATE);
        assertThat(alert("post-departure-burst", DEPARTED, near, last).severity())
                .isEqualTo(Severity.HIGH);
        assertThat(alert("post-departure-burst", DEPARTED, near, last, unlinked).severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(alert("post-departure-burst", departed(EXPELLED), near, last, unlinked)
                        .severity())
                .as("recorded late, of who did not resign")
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void isLoweredBeforeADepartureByAttributionAlone() {
        Departure expelled = departed(EXPELLED);
        AccessEvent export = access("a", START - 1, "EXPORT", Outcome.SUCCESS);
        Fact doubted = before(
                export,
                Caveat.RECORDED_LATE,
                Caveat.NEAR_BOUNDARY,
                Caveat.DATE_ONLY,
                Caveat.ZONE_ASSUMED,
                Caveat.NO_LINK);
        assertThat(alert("pre-departure-harvest", expelled, doubted).severity()).isEqualTo(Severity.HIGH);
        Fact delegated = before(export, Caveat.DELEGATE_CREDENTIAL);
        assertThat(alert("pre-departure-harvest", expelled, delegated).severity())
                .isEqualTo(Severity.MEDIUM);
        assertThat(alert("pre-departure-harvest", expelled, delegated, doubted).severity())
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void carriesTheCaveatsOfAllItsAccesses() {
        Fact near = breach(access("a", AT), Caveat.NEAR_BOUNDARY);
        Fact late = breach(access("b", AT), Caveat.RECORDED_LATE, Caveat.NEAR_BOUNDARY);
        assertThat(alert("post-departure-burst", DEPARTED, near, late).caveats())
                .containsExactly(Caveat.RECORDED_LATE, Caveat.NEAR_BOUNDARY);
    }

    @Test
    void hasAnIdOfRuleMemberDepartureAndAccessesAlone() {
        Fact plain = breach(access("a", AT));
        String id = alert("post-departure-access", DEPARTED, plain).alertId();
        Departure reinstated = until(event("m-1", RESIGNED, START - 1), AT + 1);
        Fact other = exempted(inTopic(by("a", " FERN@example.org")));
        assertThat(alert("post-departure-access", reinstated, other).alertId())
                .as("other times, spelling, decision and place, as live and replay have them")
                .isEqualTo(id);
        Set<String> ids = new HashSet<>(Set.of(id));
        assertThat(ids.add(alert("post-departure-attempt", DEPARTED, plain).alertId()))
                .isTrue();
        assertThat(ids.add(alert("post-departure-access", DEPARTED, breach(access("A", AT)))
                        .alertId()))
                .isTrue();
        assertThat(ids.add(alert("post-departure-access", until(event("m-9", RESIGNED, START), AT + 1), plain)
                        .alertId()))
                .isTrue();
        assertThat(ids.add(alert("post-departure-access", DEPARTED, breach(by("a", "office")))
                        .alertId()))
                .isTrue();
    }

    @Test
    void leavesOutWhereItsAccessesDiffer() {
        Alert same = alert("cross-system", DEPARTED, breach(by("a", LOGIN)), breach(by("b", "FERN@example.org")));
        assertThat(same.credentialId()).isEqualTo(LOGIN);
        assertThat(same.system()).isEqualTo(CREATOR);
        assertThat(same.attribution()).isEqualTo(AttributionKind.OWNER);
        Fact direct = new Fact(true, in("b", ORGANISE), AttributionKind.DIRECT, 0, List.of(), null);
        Alert differing = alert("cross-system", DEPARTED, breach(by("a", "office")), direct);
        assertThat(differing.credentialId()).isNull();
        assertThat(differing.system()).isNull();
        assertThat(differing.attribution()).isNull();
        assertThat(differing.dataClass()).isEqualTo("special category: political opinions");
    }

    @Test
    void occurredAtItsLastAccessOrTheDeparturesStart() {
        Alert after = alert("denied-then-success", DEPARTED, breach(denied("a")), breach(access("b", AT + 1)));
        assertThat(after.occurredAt()).isEqualTo(AT + 1);
        assertThat(after.sinceDepartureMillis()).isEqualTo(HOUR + 1);
        Alert harvest = alert("pre-departure-harvest", DEPARTED, before(access("a", START - HOUR)));
        assertThat(harvest.occurredAt()).isEqualTo(START);
        assertThat(harvest.sinceDepartureMillis()).isZero();
    }

    @Test
    void restsOnAccessesMembershipEventsAndLinksEachOnce() {
        Departure ended = until(event("m-1", RESIGNED, START), AT + 1);
        Alert alert = alert("post-departure-burst", ended, breach(access("a", AT)), breach(access("b", AT)));
        assertThat(alert.evidence())
                .extracting(each -> each.kind() + " " + each.eventId())
                .containsExactly("access a", "access b", "membership m-1", "membership m-2", "link null");
    }

    @Test
    void isExemptedByADecisionAndWithdrawnAsItWas() {
        assertThat(alert("post-departure-access", DEPARTED, breach(access("a", AT)))
                        .status())
                .isEqualTo(Alert.Status.OPEN);
        Alert exempted = alert("post-departure-access", DEPARTED, exempted(access("a", AT)));
        assertThat(exempted.status()).isEqualTo(Alert.Status.EXEMPTED);
        Alert withdrawn = Alerts.withdrawn(exempted, "because");
        assertThat(withdrawn.status()).isEqualTo(Alert.Status.WITHDRAWN);
        assertThat(withdrawn)
                .usingRecursiveComparison()
                .ignoringFields("status", "withdrawnBecause")
                .isEqualTo(exempted);
    }
}
