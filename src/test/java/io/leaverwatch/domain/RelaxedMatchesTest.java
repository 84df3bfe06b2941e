package io.leaverwatch.domain;

import static io.leaverwatch.domain.DomainSamples.CREATOR;
import static io.leaverwatch.domain.DomainSamples.HOUR;
import static io.leaverwatch.domain.DomainSamples.MINUTE;
import static io.leaverwatch.domain.DomainSamples.POLICY;
import static io.leaverwatch.domain.DomainSamples.START;
import static io.leaverwatch.domain.DomainSamples.access;
import static io.leaverwatch.domain.DomainSamples.breach;
import static io.leaverwatch.domain.DomainSamples.policy;
import static io.leaverwatch.domain.DomainSamples.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A relaxed rule is given the accesses of its matches, and no others. */
class RelaxedMatchesTest {
    private static final String EXPORT = "EXPORT";
    private static final String VIEW = "VIEW";
    private static final String DELETE = "DELETE";

    private static Rule declared(String rest) {
        return rule(policy("rules: [{id: own, window: PT1H, " + rest + "}]"), "own");
    }

    private static Fact fact(int number, long minutes, String action) {
        return breach(
                access("a%06d".formatted(number), START + minutes * MINUTE, CREATOR, action, Outcome.SUCCESS, -1));
    }

    private static BitSet bits(Integer... places) {
        BitSet bits = new BitSet();
        for (int place : places) {
            bits.set(place);
        }
        return bits;
    }

    private static BitSet matches(Rule rule, List<Fact> facts) {
        CaseAttempts attempts = new CaseAttempts(List.of(rule), 1, START);
        BitSet found = new BitSet();
        for (int i = 0; i < facts.size(); i++) {
            for (CaseAttempts.Ended ended : attempts.add(facts.get(i))) {
                List<Integer> places =
                        ended.facts().stream().map(CaseAttempts.Looked::place).toList();
                assertThat(places).isSorted().endsWith(i);
                assertThat(ended.facts())
                        .allSatisfy(one -> assertThat(one.fact()).isSameAs(facts.get(one.place())));
                places.forEach(found::set);
            }
        }
        return found;
    }

    @Test
    void takesTheFirstAttemptThatIsInTimeAndGoesOnBehindIt() {
        Rule rule = declared("sequence: [{action: EXPORT}, {action: DELETE}]");
        List<Fact> facts = List.of(
                fact(0, 0, EXPORT),
                fact(1, 10, EXPORT),
                fact(2, 20, EXPORT),
                fact(3, 65, VIEW),
                fact(4, 66, DELETE),
                fact(5, 67, DELETE),
                fact(6, 70, EXPORT),
                fact(7, 130, DELETE));
        assertThat(matches(rule, facts)).isEqualTo(bits(1, 4));
    }

    @Test
    void areNotForRulesWhoseMatchesNeedMoreThanTheirOwnAccesses() {
        assertThat(POLICY.rules()).noneMatch(RelaxedMatches::areFor);
        assertThat(RelaxedMatches.areFor(declared("sequence: [{action: EXPORT}, {action: DELETE}]")))
                .isTrue();
        assertThat(RelaxedMatches.areFor(declared("sequence: [{action: EXPORT, times: 2}]")))
                .isTrue();
        for (String other : List.of(
                "overlapping: true, sequence: [{action: EXPORT}, {action: DELETE}]",
                "contiguous: true, sequence: [{action: EXPORT}, {action: DELETE}]",
                "once: true, sequence: [{action: EXPORT}, {system: other}]",
                "phase: before, sequence: [{action: EXPORT, times: 3}]")) {
            assertThat(RelaxedMatches.areFor(declared(other))).as(other).isFalse();
        }
    }

    @Test
    void findsWhatTryingEachBeginningFinds() {
        List<String> actions = List.of(EXPORT, VIEW, DELETE);
        List<Rule> rules = List.of(
                declared("sequence: [{action: EXPORT}, {action: DELETE}]"),
                declared("sequence: [{action: [EXPORT, VIEW]}, {action: VIEW}, {action: [DELETE, VIEW]}]"),
                declared("sequence: [{action: VIEW, times: 3}]"),
                declared("sequence: [{times: 2}, {action: DELETE, times: 2}, {}]"),
                declared("once: true, sequence: [{action: VIEW}, {action: DELETE}]"),
                declared("over: {action: [VIEW, DELETE]}, sequence: [{}, {action: DELETE}, {action: VIEW}]"));
        int matched = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            Rule rule = rules.get(random.nextInt(rules.size()));
            List<Fact> facts = new ArrayList<>();
            long minutes = 0;
            for (int i = 0; i < 1 + random.nextInt(seed % 10 == 0 ? 400 : 25); i++) {
                minutes += 4L * random.nextInt(10);
                facts.add(fact(i, minutes, actions.get(random.nextInt(actions.size()))));
            }
            BitSet expected = tryingEachBeginning(rule, facts);
            assertThat(matches(rule, facts)).as("seed %d", seed).isEqualTo(expected);
            matched += expected.isEmpty() ? 0 : 1;
        }
        assertThat(matched).isGreaterThan(1_000);
    }

    @Test
    void walksOnceThroughAHundredThousandOpenAttempts() {
        int count = 100_000;
        Rule rule = declared("sequence: [{action: EXPORT}, {action: VIEW}, {action: DELETE}]");
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            facts.add(breach(access(
                    "a%06d".formatted(i), START + i, CREATOR, i == count - 2 ? VIEW : EXPORT, Outcome.SUCCESS, -1)));
        }
        facts.add(breach(access("z", START + HOUR - 1, CREATOR, DELETE, Outcome.SUCCESS, -1)));
        assertThat(matches(rule, facts)).isEqualTo(bits(0, count - 2, count));
    }

    @Test
    void holdsOnlyWhatAnOpenAttemptMayNeed() {
        Rule rule = declared("sequence: [{action: EXPORT}, {action: DELETE}]");
        CaseAttempts attempts = new CaseAttempts(List.of(rule), 1, START);
        int most = 0;
        for (int i = 0; i < 10_000; i++) {
            attempts.add(fact(i, i, EXPORT));
            most = Math.max(most, attempts.size());
        }
        assertThat(most).isBetween(60, 250);
    }

    private static BitSet tryingEachBeginning(Rule rule, List<Fact> facts) {
        List<AccessFilter> conditions = new ArrayList<>();
        rule.steps().forEach(step -> {
            for (int i = 0; i < step.times(); i++) {
                conditions.add(step.filter());
            }
        });
        BitSet found = new BitSet();
        int behind = -1;
        // The first end, and of that the first beginning, until there is none behind the last end.
        while (true) {
            List<Integer> best = null;
            for (int first = behind + 1; first < facts.size(); first++) {
                List<Integer> attempt = attempt(rule, conditions, facts, first);
                if (attempt != null && (best == null || last(attempt) < last(best))) {
                    best = attempt;
                }
            }
            if (best == null) {
                return found;
            }
            best.forEach(found::set);
            behind = last(best);
            if (rule.once()) {
                return found;
            }
        }
    }

    private static int last(List<Integer> attempt) {
        return attempt.get(attempt.size() - 1);
    }

    private static List<Integer> attempt(Rule rule, List<AccessFilter> conditions, List<Fact> facts, int first) {
        List<Integer> taken = new ArrayList<>();
        for (int i = first; i < facts.size() && taken.size() < conditions.size(); i++) {
            AccessEvent access = facts.get(i).access();
            boolean isTaken = rule.over().admits(access)
                    && rule.isInWindow(facts.get(first).access(), access)
                    && conditions.get(taken.size()).admits(access);
            if (isTaken) {
                taken.add(i);
            } else if (i == first) {
                return null;
            }
        }
        return taken.size() == conditions.size() ? taken : null;
    }
}
