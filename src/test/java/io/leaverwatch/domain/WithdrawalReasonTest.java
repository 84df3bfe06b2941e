package io.leaverwatch.domain;

import static io.leaverwatch.domain.DomainSamples.DAY;
import static io.leaverwatch.domain.DomainSamples.HOUR;
import static io.leaverwatch.domain.DomainSamples.ORGANISE;
import static io.leaverwatch.domain.DomainSamples.POLICY;
import static io.leaverwatch.domain.DomainSamples.START;
import static io.leaverwatch.domain.DomainSamples.access;
import static io.leaverwatch.domain.DomainSamples.before;
import static io.leaverwatch.domain.DomainSamples.breach;
import static io.leaverwatch.domain.DomainSamples.departed;
import static io.leaverwatch.domain.DomainSamples.event;
import static io.leaverwatch.domain.DomainSamples.open;
import static io.leaverwatch.domain.DomainSamples.policy;
import static io.leaverwatch.domain.DomainSamples.rule;
import static io.leaverwatch.domain.MembershipType.RESIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each reason that is given to a person, and the moment from which it is another. */
class WithdrawalReasonTest {
    private static final Departure DEPARTED = departed(RESIGNED);
    private static final long AT = START + HOUR;
    private static final Alert SINGLE = alert("post-departure-access", breach(access("a", AT)));
    private static final Alert SEVERAL = alert(
            "cross-system",
            breach(access("a", AT)),
            breach(access("b", AT + 1, ORGANISE, "VIEW", Outcome.SUCCESS, -1)));
    private static final String NO_LONGER_A_BREACH =
            "the access is no longer a breach: who its credential stands for," + " or what was read of it, has changed";
    private static final String NOT_SATISFIED = "the rule fires on other accesses now, or on none";

    private static Alert alert(String rule, Fact... facts) {
        return Alerts.of(rule(POLICY, rule), DEPARTED, Arrays.asList(facts), POLICY);
    }

    private static String because(Alert alert, Departure now, Policy policy) {
        return WithdrawalReason.of(alert, report(now, false), policy);
    }

    private static CaseReport report(Departure departure, boolean isRemoved) {
        return new CaseReport(departure, 0, 0, 0, BigInteger.ZERO, List.of(), null, null, List.of(), isRemoved);
    }

    private static Departure from(long start) {
        return open(event("m-1", RESIGNED, start));
    }

    private static Departure until(long end) {
        return DomainSamples.until(event("m-1", RESIGNED, START), end);
    }

    @Test
    void namesADepartureThatNoLongerHolds() {
        assertThat(WithdrawalReason.of(SINGLE, report(DEPARTED, true), POLICY))
                .isEqualTo(
                        "its event opens no departure any more: it was retracted or corrected, or other events or the policy say otherwise");
    }

    @Test
    void namesARuleThatIsNoLongerApplied() {
        Policy without = policy("rules: [{id: post-departure-access, enabled: false}]");
        assertThat(because(SINGLE, DEPARTED, without))
                .isEqualTo("the policy no longer applies the rule post-departure-access");
        assertThat(because(SEVERAL, DEPARTED, without)).isEqualTo(NOT_SATISFIED);
    }

    @Test
    void namesASystemThatIsNoLongerProtected() {
        Policy narrow = policy("protectedSystems: [{name: Contact Creator}]");
        assertThat(because(SEVERAL, DEPARTED, narrow)).isEqualTo("the policy no longer protects Organise");
        assertThat(because(SINGLE, DEPARTED, narrow)).isEqualTo(NO_LONGER_A_BREACH);
    }

    @Test
    void namesAReinstatementUpToTheAccess() {
        assertThat(because(SINGLE, until(AT), POLICY)).isEqualTo("the member was reinstated before the access");
        assertThat(because(SINGLE, until(AT + 1), POLICY)).isEqualTo(NO_LONGER_A_BREACH);
        assertThat(because(SEVERAL, until(AT + 1), POLICY))
                .isEqualTo("the member was reinstated before one of its accesses");
        assertThat(because(SEVERAL, until(AT + 2), POLICY)).isEqualTo(NOT_SATISFIED);
    }

    @Test
    void namesADepartureThatBeginsLater() {
        assertThat(because(SINGLE, from(AT + 1), POLICY)).isEqualTo("the departure takes effect only after the access");
        assertThat(because(SINGLE, from(AT), POLICY)).isEqualTo(NO_LONGER_A_BREACH);
        assertThat(because(SEVERAL, from(AT + 1), POLICY))
                .isEqualTo("the departure takes effect only after one of its accesses");
    }

    @Test
    void namesTheGraceOfThePolicy() {
        Policy patient = policy("grace: PT1H0.001S");
        assertThat(because(SINGLE, DEPARTED, patient))
                .isEqualTo("the access lies within the policy's grace after the departure");
        assertThat(because(SEVERAL, DEPARTED, patient))
                .isEqualTo("one of its accesses lies within the policy's grace after the departure");
        assertThat(because(SINGLE, DEPARTED, policy("grace: PT1H"))).isEqualTo(NO_LONGER_A_BREACH);
    }

    @Test
    void namesNoTimeOfAccessesBeforeTheDeparture() {
        Alert harvest = alert("pre-departure-harvest", before(access("a", START - DAY)));
        assertThat(because(harvest, DEPARTED, POLICY)).isEqualTo(NOT_SATISFIED);
        assertThat(because(harvest, from(START + DAY), policy("grace: P1D"))).isEqualTo(NOT_SATISFIED);
    }

    @Test
    void namesWhatElseMayHaveChanged() {
        assertThat(because(SINGLE, DEPARTED, POLICY)).isEqualTo(NO_LONGER_A_BREACH);
        assertThat(because(SEVERAL, DEPARTED, POLICY)).isEqualTo(NOT_SATISFIED);
    }
}
