package io.leaverwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.AccessFilter;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Rule;
import io.leaverwatch.domain.Rule.Phase;
import io.leaverwatch.domain.Severity;
import io.leaverwatch.domain.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleLanguageTest {
    private static final List<String> BOTH = List.of("T1078", "T1213");
    private static final AccessFilter SUCCESS = outcome(Outcome.SUCCESS);
    private static final Step ANY = new Step(AccessFilter.ALL, 1, false);

    private static AccessFilter outcome(Outcome... outcomes) {
        return new AccessFilter(Set.of(outcomes), Set.of(), Set.of());
    }

    private static Rule rule(String id, String... rules) {
        Policy policy = PolicyReaderTest.policy("rules:\n  - " + String.join("\n  - ", rules));
        return policy.rules().stream()
                .filter(r -> r.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void declaresTheDefaultRulesAsTheyAreDocumented() {
        assertThat(PolicyReader.defaults().rules())
                .containsExactly(
                        new Rule(
                                "post-departure-access",
                                true,
                                null,
                                Phase.AFTER,
                                AccessFilter.ALL,
                                false,
                                false,
                                false,
                                0,
                                0,
                                List.of(new Step(SUCCESS, 1, false)),
                                BOTH),
                        new Rule(
                                "post-departure-attempt",
                                true,
                                Severity.MEDIUM,
                                Phase.AFTER,
                                AccessFilter.ALL,
                                false,
                                false,
                                false,
                                0,
                                0,
                                List.of(new Step(outcome(Outcome.DENIED, Outcome.ERROR), 1, false)),
                                List.of("T1078")),
                        new Rule(
                                "post-departure-burst",
                                true,
                                Severity.CRITICAL,
                                Phase.AFTER,
                                AccessFilter.ALL,
                                true,
                                false,
                                false,
                                Duration.ofMinutes(10).toMillis(),
                                0,
                                List.of(new Step(AccessFilter.ALL, 20, false)),
                                BOTH),
                        new Rule(
                                "denied-then-success",
                                true,
                                Severity.CRITICAL,
                                Phase.AFTER,
                                AccessFilter.ALL,
                                true,
                                false,
                                false,
                                Duration.ofMinutes(15).toMillis(),
                                0,
                                List.of(new Step(outcome(Outcome.DENIED), 3, false), new Step(SUCCESS, 1, false)),
                                BOTH),
                        new Rule(
                                "cross-system",
                                true,
                                Severity.HIGH,
                                Phase.AFTER,
                                SUCCESS,
                                true,
                                true,
                                false,
                                Duration.ofMinutes(30).toMillis(),
                                0,
                                List.of(ANY, new Step(AccessFilter.ALL, 1, true)),
                                BOTH),
                        new Rule(
                                "pre-departure-harvest",
                                true,
                                Severity.HIGH,
                                Phase.BEFORE,
                                new AccessFilter(Set.of(Outcome.SUCCESS), Set.of("EXPORT"), Set.of()),
                                false,
                                true,
                                false,
                                Duration.ofDays(14).toMillis(),
                                10_000,
                                List.of(ANY),
                                List.of("T1213")));
    }

    @Test
    void changesOnlyWhatIsSaidOfADefaultRule() {
        Rule burst = rule("post-departure-burst", "{id: post-departure-burst, count: 30, window: PT5M}");
        assertThat(burst.steps()).containsExactly(new Step(AccessFilter.ALL, 30, false));
        assertThat(burst.windowMillis()).isEqualTo(300_000);
        assertThat(burst.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(burst.contiguous()).isTrue();
        Rule denied = rule("denied-then-success", "{id: denied-then-success, denials: 1, severity: low}");
        assertThat(denied.steps().get(0).times()).isEqualTo(1);
        assertThat(denied.severity()).isEqualTo(Severity.LOW);
        assertThat(rule("cross-system", "{id: cross-system, window: P1D, enabled: false}"))
                .satisfies(r -> assertThat(r.enabled()).isFalse())
                .satisfies(r -> assertThat(r.windowMillis()).isEqualTo(86_400_000));
        assertThat(rule("pre-departure-harvest", "{id: pre-departure-harvest, records: 1}")
                        .records())
                .isEqualTo(1);
        assertThat(rule("post-departure-access", "{id: post-departure-access, severity: HIGH}")
                        .severity())
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void givesARuleOfOnesOwnTheDefaultsOfTheLanguage() {
        assertThat(rule("own", "{id: own, sequence: [{action: ' export ', system: contact-creator}]}"))
                .isEqualTo(new Rule(
                        "own",
                        true,
                        Severity.MEDIUM,
                        Phase.AFTER,
                        AccessFilter.ALL,
                        false,
                        false,
                        false,
                        0,
                        0,
                        List.of(new Step(
                                new AccessFilter(Set.of(), Set.of("EXPORT"), Set.of("Contact Creator")), 1, false)),
                        BOTH));
    }

    @Test
    void takesEveryKeyOfARule() {
        assertThat(rule("own", """
                                {id: own, enabled: false, severity: byAction, phase: after,
                                     over: {outcome: [success, DENIED], action: [LOGIN, EXPORT]}, contiguous: true,
                                     once: true, overlapping: false, window: PT1H, count: 1_000, denials: 7,
                                     sequence: [{times: $count}, {outcome: DENIED, times: $denials}, {system: other}],
                                     attack: [T1078.004]}
                                """))
                .isEqualTo(new Rule(
                        "own",
                        false,
                        null,
                        Phase.AFTER,
                        new AccessFilter(Set.of(Outcome.SUCCESS, Outcome.DENIED), Set.of("LOGIN", "EXPORT"), Set.of()),
                        true,
                        true,
                        false,
                        3_600_000,
                        0,
                        List.of(
                                new Step(AccessFilter.ALL, 1000, false),
                                new Step(outcome(Outcome.DENIED), 7, false),
                                new Step(AccessFilter.ALL, 1, true)),
                        List.of("T1078.004")));
    }

    @Test
    void makesTheStepOfARuleBeforeTheDepartureAConditionOnEveryAccess() {
        Rule rule = rule(
                "own",
                "{id: own, phase: before, window: P1D, over: {outcome: SUCCESS}, sequence: [{action: DELETE, times: 5}]}");
        assertThat(rule.over()).isEqualTo(new AccessFilter(Set.of(Outcome.SUCCESS), Set.of("DELETE"), Set.of()));
        assertThat(rule.steps()).containsExactly(new Step(AccessFilter.ALL, 5, false));
        assertThat(rule.once()).isTrue();
    }

    @Test
    void treatsAFilterThatAllowsEverythingAsNone() {
        Rule rule = rule(
                "own",
                "{id: own, sequence: [{outcome: [SUCCESS, DENIED, ERROR], system: [Organise, Contact Creator]}]}");
        assertThat(rule.steps()).containsExactly(ANY);
    }

    @Test
    void findsNoFaultWithOneProtectedSystem() {
        Policy policy = PolicyReaderTest.policy("protectedSystems: [{name: Only}]");
        assertThat(policy.rules()).hasSize(6);
    }
}
