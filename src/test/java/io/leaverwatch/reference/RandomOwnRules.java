package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceOwnRule.Filter;
import io.leaverwatch.reference.ReferenceOwnRule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rules of the user's own, short enough that random accesses match them. */
final class RandomOwnRules {

    /** Those of a rule's id say how it looks at accesses. */
    static final List<String> FORMS = List.of(
            "single",
            "before",
            "contiguous",
            "contiguous-once",
            "contiguous-overlapping",
            "relaxed",
            "relaxed-once",
            "relaxed-overlapping");

    /** Those that accesses of a random history have, as they are compared. */
    static final List<String> ACTIONS =
            List.of("LOGIN", "SEARCH", "VIEW", "EXPORT", "MESSAGE", "UPDATE", "DELETE", "PRINT", "ACCESS");

    static final List<String> OUTCOMES = List.of("SUCCESS", "DENIED", "ERROR");

    private final Dice dice;
    private final RandomText text;
    private final RandomPolicies policies;
    private final ReferencePolicy policy;

    RandomOwnRules(Dice dice, RandomPolicies policies, ReferencePolicy policy) {
        this.dice = dice;
        this.text = new RandomText(dice);
        this.policies = policies;
        this.policy = policy;
    }

    /** None in half of the policies, else one to three. */
    List<ReferenceOwnRule> rules() {
        List<ReferenceOwnRule> rules = new ArrayList<>();
        if (dice.percent(50)) {
            int many = dice.between(1, 3);
            while (rules.size() < many) {
                rules.add(rule(rules.size() + 1));
            }
        }
        return rules;
    }

    private ReferenceOwnRule rule(int number) {
        String form = dice.pick(FORMS);
        ReferenceOwnRule rule = new ReferenceOwnRule(dice.pick("own-", "a-", "z-") + number + "-" + form);
        rule.enabled = !dice.percent(5);
        rule.severity = dice.percent(30) ? null : dice.percent(50) ? "byAction" : dice.pick(ReferenceAlerts.SEVERITIES);
        rule.over = dice.percent(50) ? Filter.ALL : filter(30);
        rule.before = form.equals("before");
        rule.contiguous = form.startsWith("contiguous");
        rule.once = form.endsWith("once");
        rule.overlapping = form.endsWith("overlapping");
        List<Step> steps = new ArrayList<>();
        if (rule.before) {
            rule.window = dice.pick(List.of(Duration.ofDays(14), Duration.ofHours(2), Duration.ofMinutes(30)));
            rule.records = dice.percent(50) ? null : dice.pick(List.of(1L, 10L, 26L, 10_000L));
            steps.add(step(rule, false, dice.between(1, 3)));
        } else if (form.equals("single")) {
            steps.add(step(rule, false, 1));
        } else {
            rule.window = window();
            int many = dice.pick(List.of(1, 2, 2, 2, 3, 4));
            for (int i = 0; i < many; i++) {
                boolean other = i > 0 && mayBeOther(rule) && dice.percent(30);
                steps.add(step(rule, other, many == 1 ? dice.between(2, 3) : dice.pick(List.of(1, 1, 1, 2, 3))));
            }
        }
        rule.sequence = steps;
        return rule;
    }

    /** Limits of the default rules, on which accesses crowd, and some that are less or more. */
    private Duration window() {
        List<Duration> windows = new ArrayList<>(
                List.of(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofHours(1), Duration.ofHours(3)));
        for (ReferencePolicy.Rule rule : policy.rules.values()) {
            if (rule.window != null && rule.window.compareTo(Duration.ofHours(12)) < 0) {
                windows.add(rule.window);
                windows.add(rule.window);
            }
        }
        return dice.pick(windows);
    }

    /** Where several attempts would have to be kept apart, and where there is one system only, the policy may not say it. */
    private boolean mayBeOther(ReferenceOwnRule rule) {
        boolean isKeptApart = !rule.contiguous && !rule.once && !rule.overlapping;
        return !isKeptApart && systems(rule.over) > 1;
    }

    private long systems(Filter filter) {
        return policy.protectedSystems.stream()
                .filter(s -> new Filter(null, null, filter.systems()).admits(policy, "", "", s.name()))
                .count();
    }

    private Step step(ReferenceOwnRule rule, boolean other, int times) {
        Filter filter;
        do {
            filter = dice.percent(40) ? Filter.ALL : filter(20);
            filter = other ? new Filter(filter.outcomes(), filter.actions(), null) : filter;
        } while (!haveSomethingInCommon(rule.over, filter));
        return new Step(filter, other, other ? null : times(rule, times));
    }

    /** As a number or by a name; a name stands for one number in the whole rule. */
    private String times(ReferenceOwnRule rule, int times) {
        if (dice.percent(25) && times > 1 && (rule.count == null || rule.count == times)) {
            rule.count = times;
            return "$count";
        }
        if (dice.percent(20) && (rule.denials == null || rule.denials == times)) {
            rule.denials = times;
            return "$denials";
        }
        return times == 1 && dice.percent(50) ? null : Integer.toString(times);
    }

    private Filter filter(int systemChance) {
        List<String> outcomes = dice.percent(55)
                ? dice.pick(List.of(
                        List.of("SUCCESS"),
                        List.of("success"),
                        List.of("DENIED"),
                        List.of("Denied", "ERROR"),
                        List.of("SUCCESS", "DENIED"),
                        OUTCOMES))
                : null;
        List<String> systems =
                dice.percent(systemChance) ? some(1, 2, () -> text.system(policies.spelling(policy))) : null;
        return new Filter(outcomes, dice.percent(40) ? some(1, 4, this::action) : null, systems);
    }

    private String action() {
        String action = dice.pick(ACTIONS);
        return dice.percent(60) ? action : action.toLowerCase(Locale.ROOT);
    }

    private List<String> some(int least, int most, java.util.function.Supplier<String> one) {
        List<String> some = new ArrayList<>();
        for (int i = dice.between(least, most); i > 0; i--) {
            some.add(one.get());
        }
        return some;
    }

    private boolean haveSomethingInCommon(Filter one, Filter other) {
        return OUTCOMES.stream()
                .anyMatch(o -> ACTIONS.stream()
                        .anyMatch(a -> policy.protectedSystems.stream()
                                .anyMatch(s ->
                                        one.admits(policy, o, a, s.name()) && other.admits(policy, o, a, s.name()))));
    }
}
