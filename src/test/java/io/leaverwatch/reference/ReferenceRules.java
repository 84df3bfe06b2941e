package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceCase.Attributed;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The six rules, each asked about one departure. */
final class ReferenceRules {

    private static final Set<String> GRAVE_ACTIONS = Set.of("EXPORT", "MESSAGE", "DELETE");

    private final ReferencePolicy policy;
    private final ReferenceCase facts;

    ReferenceRules(ReferencePolicy policy, ReferenceCase facts) {
        this.policy = policy;
        this.facts = facts;
    }

    /** What a rule looks at; it decides about exemptions, caveats and lowering. */
    enum Form {
        SINGLE,
        SEVERAL,
        BEFORE
    }

    /**
     * A rule that fires.
     *
     * @param accesses in order
     * @param severity before lowering
     */
    record Match(String ruleId, Form form, List<Attributed> accesses, String severity) {}

    /** The matches of all rules that are enabled. */
    List<Match> matches() {
        List<Match> matches = new ArrayList<>();
        for (Attributed breach : facts.breaches()) {
            if (breach.is("SUCCESS")) {
                boolean grave = GRAVE_ACTIONS.contains(breach.access().action());
                add(matches, "post-departure-access", List.of(breach), grave ? "CRITICAL" : "HIGH");
            } else {
                add(matches, "post-departure-attempt", List.of(breach), "MEDIUM");
            }
        }
        bursts(matches);
        deniedThenSuccess(matches);
        crossSystem(matches);
        harvest(matches);
        policy.ownRules.forEach(rule -> matches.addAll(new ReferenceOwnRules(policy, facts, rule).matches()));
        return matches;
    }

    private void bursts(List<Match> matches) {
        ReferencePolicy.Rule rule = policy.rule("post-departure-burst");
        List<Attributed> breaches = facts.openBreaches();
        int searchedUntil = -1;
        for (int j = 0; j < breaches.size(); j++) {
            int first = j - rule.count + 1;
            if (first > searchedUntil && isWithin(breaches.get(first), breaches.get(j), rule.window)) {
                add(matches, "post-departure-burst", breaches.subList(first, j + 1), "CRITICAL");
                searchedUntil = j;
            }
        }
    }

    private void deniedThenSuccess(List<Match> matches) {
        ReferencePolicy.Rule rule = policy.rule("denied-then-success");
        List<Attributed> breaches = facts.openBreaches();
        for (int s = 0; s < breaches.size(); s++) {
            int run = 0;
            while (s - run - 1 >= 0 && breaches.get(s - run - 1).is("DENIED")) {
                run++;
            }
            int first = s - rule.denials;
            if (breaches.get(s).is("SUCCESS")
                    && run >= rule.denials
                    && isWithin(breaches.get(first), breaches.get(s), rule.window)) {
                add(matches, "denied-then-success", breaches.subList(first, s + 1), "CRITICAL");
            }
        }
    }

    private void crossSystem(List<Match> matches) {
        ReferencePolicy.Rule rule = policy.rule("cross-system");
        List<Attributed> successes =
                facts.openBreaches().stream().filter(b -> b.is("SUCCESS")).toList();
        for (int i = 1; i < successes.size(); i++) {
            Attributed a = successes.get(i - 1);
            Attributed b = successes.get(i);
            if (!a.access().system().equals(b.access().system()) && isWithin(a, b, rule.window)) {
                add(matches, "cross-system", List.of(a, b), "HIGH");
                return;
            }
        }
    }

    /** Interpretation: an export without recordsAffected adds nothing to the sum and is among the accesses. */
    private void harvest(List<Match> matches) {
        ReferencePolicy.Rule rule = policy.rule("pre-departure-harvest");
        List<Attributed> exports = facts.exportsBefore(rule.window);
        BigInteger sum = BigInteger.ZERO;
        for (Attributed export : exports) {
            BigInteger records = export.access().recordsAffected();
            sum = records == null ? sum : sum.add(records);
        }
        if (!exports.isEmpty() && sum.compareTo(BigInteger.valueOf(rule.records)) >= 0) {
            add(matches, "pre-departure-harvest", exports, "HIGH");
        }
    }

    private void add(List<Match> matches, String ruleId, List<Attributed> accesses, String severity) {
        ReferencePolicy.Rule rule = policy.rule(ruleId);
        if (rule.enabled) {
            Form form = switch (ruleId) {
                case "post-departure-access", "post-departure-attempt" -> Form.SINGLE;
                case "pre-departure-harvest" -> Form.BEFORE;
                default -> Form.SEVERAL;
            };
            matches.add(
                    new Match(ruleId, form, List.copyOf(accesses), rule.severity == null ? severity : rule.severity));
        }
    }

    private static boolean isWithin(Attributed first, Attributed last, Duration window) {
        return Duration.between(first.occurredAt(), last.occurredAt()).compareTo(window) < 0;
    }
}
