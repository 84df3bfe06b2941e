package io.leaverwatch.domain;

import static io.leaverwatch.domain.DomainSamples.CREATOR;
import static io.leaverwatch.domain.DomainSamples.DAY;
import static io.leaverwatch.domain.DomainSamples.HOUR;
import static io.leaverwatch.domain.DomainSamples.LOGIN;
import static io.leaverwatch.domain.DomainSamples.MEMBER;
import static io.leaverwatch.domain.DomainSamples.MINUTE;
import static io.leaverwatch.domain.DomainSamples.POLICY;
import static io.leaverwatch.domain.DomainSamples.START;
import static io.leaverwatch.domain.DomainSamples.access;
import static io.leaverwatch.domain.DomainSamples.dateOnly;
import static io.leaverwatch.domain.DomainSamples.departed;
import static io.leaverwatch.domain.DomainSamples.event;
import static io.leaverwatch.domain.DomainSamples.link;
import static io.leaverwatch.domain.DomainSamples.millis;
import static io.leaverwatch.domain.DomainSamples.open;
import static io.leaverwatch.domain.DomainSamples.owner;
import static io.leaverwatch.domain.DomainSamples.policy;
import static io.leaverwatch.domain.DomainSamples.recorded;
import static io.leaverwatch.domain.DomainSamples.until;
import static io.leaverwatch.domain.DomainSamples.zoneAssumed;
import static io.leaverwatch.domain.MembershipType.RESIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When an access is a breach, and what speaks for the accused, a millisecond to either side. */
class JudgementTest {
    private static final long NO_SESSION = Long.MAX_VALUE;
    private static final long SKEW = 2 * MINUTE;
    private static final long WINDOW = 14 * DAY;
    /** Recorded when it took effect, and ended a week later. */
    private static final Departure WEEK = until(event("m-1", RESIGNED, START), START + 7 * DAY);

    private static Fact judge(Departure departure, AccessEvent access, Policy policy) {
        return Judgement.judge(departure, access, owner(), NO_SESSION, policy);
    }

    private static boolean isBreach(long at, Policy policy) {
        Fact fact = judge(WEEK, access("a", at), policy);
        return fact != null && fact.isBreach();
    }

    private static List<Caveat> caveats(Departure departure, AccessEvent access) {
        return Caveat.list(judge(departure, access, POLICY).caveats());
    }

    private static List<Caveat> caveats(Departure departure, long at) {
        return caveats(departure, access("a", at));
    }

    private static AccessEvent export(long at) {
        return access("a", at, "EXPORT", Outcome.SUCCESS);
    }

    @Test
    void breachesFromTheStartOn() {
        assertThat(isBreach(START - 1, POLICY)).isFalse();
        assertThat(isBreach(START, POLICY)).isTrue();
    }

    @Test
    void breachesUntilJustBeforeTheEnd() {
        assertThat(isBreach(WEEK.end() - 1, POLICY)).isTrue();
        assertThat(isBreach(WEEK.end(), POLICY)).isFalse();
    }

    @Test
    void breachesFromTheEndOfTheGraceOn() {
        Policy patient = policy("grace: PT1H");
        assertThat(isBreach(START + HOUR - 1, patient)).isFalse();
        assertThat(isBreach(START + HOUR, patient)).isTrue();
        assertThat(isBreach(WEEK.end() - 1, patient)).isTrue();
    }

    @Test
    void neverBreachesADepartureThatEndsWithinTheGrace() {
        Policy patient = policy("grace: P7D");
        assertThat(isBreach(WEEK.end() - 1, patient)).isFalse();
        assertThat(isBreach(WEEK.end(), patient)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void breachesWhateverBecameOfTheAccess(Outcome outcome) {
        assertThat(judge(WEEK, access("a", START, "LOGIN", outcome), POLICY).isBreach())
                .isTrue();
    }

    @Test
    void doubtsLessThanTheClockSkewAfterTheStart() {
        assertThat(caveats(WEEK, START)).containsExactly(Caveat.NEAR_BOUNDARY);
        assertThat(caveats(WEEK, START + SKEW - 1)).containsExactly(Caveat.NEAR_BOUNDARY);
        assertThat(caveats(WEEK, START + SKEW)).isEmpty();
    }

    @Test
    void doubtsLessThanTheClockSkewBeforeTheEnd() {
        assertThat(caveats(WEEK, WEEK.end() - SKEW)).isEmpty();
        assertThat(caveats(WEEK, WEEK.end() - SKEW + 1)).containsExactly(Caveat.NEAR_BOUNDARY);
        assertThat(caveats(WEEK, WEEK.end() - 1)).containsExactly(Caveat.NEAR_BOUNDARY);
    }

    @Test
    void doubtsNoEndOfADepartureThatHasNone() {
        assertThat(caveats(departed(RESIGNED), Long.MAX_VALUE - 1)).isEmpty();
    }

    @Test
    void doubtsNothingWithoutClockSkew() {
        Fact first = judge(WEEK, access("a", START), policy("clockSkew: PT0S"));
        assertThat(first.caveats()).isZero();
    }

    @Test
    void isLateWhereRecordedAfterTheAccess() {
        long at = START + HOUR;
        assertThat(caveats(open(recorded("m-1", RESIGNED, START, at - 1, null)), at))
                .isEmpty();
        assertThat(caveats(open(recorded("m-1", RESIGNED, START, at, null)), at))
                .isEmpty();
        assertThat(caveats(open(recorded("m-1", RESIGNED, START, at + 1, null)), at))
                .containsExactly(Caveat.RECORDED_LATE);
    }

    @Test
    void startsAtTheEndOfADayWithoutATime() {
        Departure departure = open(dateOnly("m-1", RESIGNED, "2031-05-20", START));
        long midnight = millis("2031-05-20T23:00:00Z");
        assertThat(judge(departure, access("a", midnight - 1), POLICY)).isNull();
        assertThat(caveats(departure, midnight)).containsExactly(Caveat.NEAR_BOUNDARY, Caveat.DATE_ONLY);
        assertThat(caveats(departure, midnight + DAY)).containsExactly(Caveat.DATE_ONLY);
    }

    @Test
    void saysWhereAZoneWasAssumed() {
        AccessEvent assumed = access("a", START + HOUR, true, CREATOR, LOGIN, "VIEW", Outcome.SUCCESS, -1);
        assertThat(caveats(WEEK, assumed)).containsExactly(Caveat.ZONE_ASSUMED);
        Departure departure = open(zoneAssumed("m-1", RESIGNED, START));
        assertThat(caveats(departure, START + HOUR)).containsExactly(Caveat.ZONE_ASSUMED);
        assertThat(caveats(departure, assumed)).containsExactly(Caveat.ZONE_ASSUMED);
    }

    @Test
    void knowsASessionThatBeganBeforeTheDeparture() {
        AccessEvent access = access("a", START + HOUR);
        assertThat(Caveat.list(Judgement.judge(WEEK, access, owner(), START - 1, POLICY)
                        .caveats()))
                .containsExactly(Caveat.SESSION_PREDATES_DEPARTURE);
        assertThat(Judgement.judge(WEEK, access, owner(), START, POLICY).caveats())
                .isZero();
        assertThat(Judgement.judge(WEEK, access, owner(), NO_SESSION, POLICY).caveats())
                .isZero();
    }

    @Test
    void addsTheCaveatsOfAttribution() {
        List<CredentialLink> ended = List.of(link(MEMBER, Relation.SERVICE, Long.MIN_VALUE, START - DAY));
        Attribution last = Attribution.at(LOGIN, ended, START + HOUR).get(0);
        Fact fact = Judgement.judge(WEEK, access("a", START + HOUR), last, NO_SESSION, POLICY);
        assertThat(Caveat.list(fact.caveats())).containsExactly(Caveat.SERVICE_CREDENTIAL, Caveat.LAST_HOLDER);
    }

    @Test
    void looksAtExportsOfTheFortnightBefore() {
        assertThat(judge(WEEK, export(START - WINDOW - 1), POLICY)).isNull();
        assertThat(judge(WEEK, export(START - WINDOW), POLICY).isBreach()).isFalse();
        assertThat(judge(WEEK, export(START - 1), POLICY).isBreach()).isFalse();
        assertThat(judge(WEEK, export(START), POLICY).isBreach()).isTrue();
    }

    @Test
    void looksBeforeADepartureOnlyAtWhatARuleAsksFor() {
        assertThat(judge(WEEK, access("a", START - 1), POLICY)).isNull();
        assertThat(judge(WEEK, access("a", START - 1, "EXPORT", Outcome.DENIED), POLICY))
                .isNull();
        Policy without = policy("rules: [{id: pre-departure-harvest, enabled: false}]");
        assertThat(judge(WEEK, export(START - 1), without)).isNull();
        assertThat(Judgement.reachBefore(POLICY)).isEqualTo(WINDOW);
        assertThat(Judgement.reachBefore(without)).isZero();
    }

    @Test
    void doubtsBeforeADepartureOnlyDaysZonesAndAttribution() {
        Attribution delegate = Attribution.at(LOGIN, List.of(link(MEMBER, Relation.DELEGATE)), START)
                .get(0);
        Departure late = open(dateOnly("m-1", RESIGNED, "2031-05-20", START + DAY));
        AccessEvent assumed = access("a", late.start() - 1, true, CREATOR, LOGIN, "EXPORT", Outcome.SUCCESS, 1);
        Fact fact = Judgement.judge(late, assumed, delegate, START - DAY, POLICY);
        assertThat(Caveat.list(fact.caveats()))
                .containsExactly(Caveat.DATE_ONLY, Caveat.ZONE_ASSUMED, Caveat.DELEGATE_CREDENTIAL);
    }

    @Test
    void exemptsFromTheFirstMomentToJustBeforeTheLast() {
        Policy allowing = policy("exemptions: [{memberId: ' MEMBER-0417', from: 2031-05-20T18:00:00Z,"
                + " until: 2031-05-20T19:00:00Z, reason: handover}]");
        assertThat(judge(WEEK, access("a", START + HOUR - 1), allowing).isOpen())
                .isTrue();
        assertThat(judge(WEEK, access("a", START + HOUR), allowing).isOpen()).isFalse();
        assertThat(judge(WEEK, access("a", START + 2 * HOUR - 1), allowing).isOpen())
                .isFalse();
        assertThat(judge(WEEK, access("a", START + 2 * HOUR), allowing).isOpen())
                .isTrue();
    }

    @Test
    void exemptsNothingBeforeTheDeparture() {
        Policy allowing = policy("exemptions: [{memberId: member-0417, until: 2032-01-01, reason: always}]");
        assertThat(judge(WEEK, export(START - 1), allowing).exemption()).isNull();
        assertThat(judge(WEEK, export(START), allowing).exemption().reason()).isEqualTo("always");
    }
}
