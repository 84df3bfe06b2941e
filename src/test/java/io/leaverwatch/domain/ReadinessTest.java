package io.leaverwatch.domain;

import static io.leaverwatch.domain.DomainSamples.CREATOR;
import static io.leaverwatch.domain.DomainSamples.DAY;
import static io.leaverwatch.domain.DomainSamples.HOUR;
import static io.leaverwatch.domain.DomainSamples.MINUTE;
import static io.leaverwatch.domain.DomainSamples.ORGANISE;
import static io.leaverwatch.domain.DomainSamples.POLICY;
import static io.leaverwatch.domain.DomainSamples.START;
import static io.leaverwatch.domain.DomainSamples.access;
import static io.leaverwatch.domain.DomainSamples.before;
import static io.leaverwatch.domain.DomainSamples.breach;
import static io.leaverwatch.domain.DomainSamples.exempted;
import static io.leaverwatch.domain.DomainSamples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counts alone rule a rule out only where it cannot fire. */
class ReadinessTest {
    private static final long AT = START + HOUR;
    private static final List<String> ALWAYS = List.of("post-departure-access", "post-departure-attempt");
    /** Short enough for a few accesses to satisfy. */
    private static final Policy SMALL = policy("rules: [{id: post-departure-burst, count: 3},"
            + " {id: denied-then-success, denials: 2}, {id: pre-departure-harvest, records: 10}]");

    /** The rules over several accesses that could fire. */
    private static List<String> armed(Policy policy, List<Fact> facts) {
        Readiness readiness = new Readiness(policy);
        long[] slots = readiness.none();
        facts.forEach(fact -> readiness.add(slots, fact, START));
        long armed = readiness.armed(slots);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < policy.enabledRules().size(); i++) {
            if (Readiness.isArmed(armed, i)) {
                ids.add(policy.enabledRules().get(i).id());
            }
        }
        assertThat(ids).containsAll(ALWAYS);
        ids.removeAll(ALWAYS);
        return ids;
    }

    private static List<String> armed(Fact... facts) {
        return armed(POLICY, List.of(facts));
    }

    private static List<Fact> breaches(int count, long apart) {
        return IntStream.range(0, count)
                .mapToObj(i -> breach(access("a" + i, AT + i * apart)))
                .toList();
    }

    private static Fact denied(String eventId) {
        return breach(access(eventId, AT, "LOGIN", Outcome.DENIED));
    }

    private static Fact export(long at, long records) {
        return before(access("a" + at, at, CREATOR, "EXPORT", Outcome.SUCCESS, records));
    }

    @Test
    void armsOnlyRulesOnOneAccessWithoutFacts() {
        assertThat(armed()).isEmpty();
    }

    @Test
    void armsABurstFromItsCountOn() {
        assertThat(armed(POLICY, breaches(19, 1))).isEmpty();
        assertThat(armed(POLICY, breaches(20, 1))).containsExactly("post-departure-burst");
    }

    @Test
    void asksForWhatIsNeededNotForWhatIsEnough() {
        assertThat(armed(POLICY, breaches(20, 10 * DAY)))
                .as("too far from each other")
                .containsExactly("post-departure-burst");
        assertThat(armed(breach(access("s", AT - 1)), denied("a"), denied("b"), denied("c")))
                .as("in another order")
                .containsExactly("denied-then-success");
    }

    @Test
    void armsDeniedThenSuccessFromItsDenialsOn() {
        Fact success = breach(access("s", AT + 1));
        assertThat(armed(denied("a"), denied("b"), success)).isEmpty();
        assertThat(armed(denied("a"), denied("b"), denied("c"))).isEmpty();
        assertThat(armed(denied("a"), denied("b"), denied("c"), success)).containsExactly("denied-then-success");
    }

    @Test
    void armsCrossSystemFromTwoSystemsOn() {
        Fact creator = breach(access("a", AT));
        assertThat(armed(creator, breach(access("b", AT)))).isEmpty();
        assertThat(armed(creator, breach(access("b", AT, ORGANISE, "VIEW", Outcome.DENIED, -1))))
                .isEmpty();
        assertThat(armed(creator, breach(access("b", AT, ORGANISE, "VIEW", Outcome.SUCCESS, -1))))
                .containsExactly("cross-system");
    }

    @Test
    void armsAHarvestFromItsRecordsOn() {
        assertThat(armed(export(START - 2, 9_000), export(START - 1, 999))).isEmpty();
        assertThat(armed(export(START - 2, 9_000), export(START - 1, 1_000))).containsExactly("pre-departure-harvest");
        assertThat(armed(export(START - 14 * DAY, 10_000))).containsExactly("pre-departure-harvest");
        assertThat(armed(export(START - 14 * DAY - 1, 10_000))).isEmpty();
        assertThat(armed(export(START - 1, Long.MAX_VALUE), export(START - 2, Long.MAX_VALUE)))
                .as("a sum beyond what a long holds")
                .containsExactly("pre-departure-harvest");
        assertThat(armed(export(START - 2, 10_000), export(START - 1, -1)))
                .as("no number takes nothing away")
                .containsExactly("pre-departure-harvest");
    }

    @Test
    void countsOverSeveralNothingThatIsExempted() {
        List<Fact> facts = new ArrayList<>(breaches(19, 1));
        facts.add(exempted(access("x", AT)));
        assertThat(armed(POLICY, facts)).isEmpty();
        assertThat(Readiness.takes(POLICY.rules().get(0), facts.get(19), START)).isTrue();
    }

    @Test
    void alwaysArmsRulesFromThe65thOn() {
        String declared = IntStream.range(0, 64)
                .mapToObj(i -> "{id: r" + i + ", severity: LOW, window: PT1H, sequence: [{times: 2}]}")
                .collect(Collectors.joining(", ", "rules: [", "]"));
        List<String> ids =
                policy(declared).enabledRules().stream().map(Rule::id).toList();
        assertThat(armed(policy(declared), List.of())).isEqualTo(ids.subList(64, ids.size()));
    }

    @Test
    void neverMissesARuleThatFires() {
        Random random = new Random(20310520);
        Set<String> fired = new HashSet<>();
        for (int round = 0; round < 5_000; round++) {
            List<Fact> facts = IntStream.range(0, random.nextInt(7))
                    .mapToObj(i -> fact("a" + i, random))
                    .sorted()
                    .toList();
            List<String> firing = firing(facts);
            assertThat(armed(SMALL, facts)).as("%s", facts).containsAll(firing);
            fired.addAll(firing);
        }
        assertThat(fired).as("rules that fired at all").hasSize(4);
    }

    private static Fact fact(String eventId, Random random) {
        Outcome outcome = Outcome.values()[random.nextInt(3)];
        String system = random.nextBoolean() ? CREATOR : ORGANISE;
        if (random.nextInt(4) == 0) {
            return before(access(eventId, START - 1, system, "EXPORT", Outcome.SUCCESS, random.nextInt(12)));
        }
        AccessEvent access = access(eventId, AT + random.nextInt(20) * MINUTE, system, "VIEW", outcome, -1);
        return random.nextInt(5) == 0 ? exempted(access) : breach(access);
    }

    /** The rules of {@link #SMALL} over several accesses that these facts satisfy, by looking at every place. */
    private static List<String> firing(List<Fact> facts) {
        List<AccessEvent> open = facts.stream()
                .filter(fact -> fact.isBreach() && fact.isOpen())
                .map(Fact::access)
                .toList();
        List<AccessEvent> successes =
                open.stream().filter(a -> a.outcome() == Outcome.SUCCESS).toList();
        List<String> ids = new ArrayList<>();
        for (int i = 2; i < open.size(); i++) {
            AccessEvent first = open.get(i - 2);
            AccessEvent second = open.get(i - 1);
            AccessEvent third = open.get(i);
            long span = third.occurredAt() - first.occurredAt();
            if (span < 10 * MINUTE) {
                ids.add("post-departure-burst");
            }
            if (span < 15 * MINUTE
                    && first.outcome() == Outcome.DENIED
                    && second.outcome() == Outcome.DENIED
                    && third.outcome() == Outcome.SUCCESS) {
                ids.add("denied-then-success");
            }
        }
        for (int i = 1; i < successes.size(); i++) {
            AccessEvent a = successes.get(i - 1);
            AccessEvent b = successes.get(i);
            if (!a.system().equals(b.system()) && b.occurredAt() - a.occurredAt() < 30 * MINUTE) {
                ids.add("cross-system");
            }
        }
        long records = facts.stream()
                .filter(fact -> !fact.isBreach())
                .mapToLong(fact -> fact.access().recordsAffected())
                .sum();
        if (records >= 10) {
            ids.add("pre-departure-harvest");
        }
        return ids;
    }
}
