package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceCase.Attributed;
import io.leaverwatch.reference.ReferenceOwnRule.Filter;
import io.leaverwatch.reference.ReferenceOwnRule.Step;
import io.leaverwatch.reference.ReferenceRules.Form;
import io.leaverwatch.reference.ReferenceRules.Match;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** One rule of the user's own, asked about one departure. */
final class ReferenceOwnRules {

    private static final Set<String> GRAVE_ACTIONS = Set.of("EXPORT", "MESSAGE", "DELETE");

    private final ReferencePolicy policy;
    private final ReferenceCase facts;
    private final ReferenceOwnRule rule;
    private final List<Step> conditions;

    ReferenceOwnRules(ReferencePolicy policy, ReferenceCase facts, ReferenceOwnRule rule) {
        this.policy = policy;
        this.facts = facts;
        this.rule = rule;
        this.conditions = rule.conditions();
    }

    List<Match> matches() {
        if (!rule.enabled) {
            return List.of();
        }
        Form form = rule.before ? Form.BEFORE : conditions.size() == 1 ? Form.SINGLE : Form.SEVERAL;
        List<List<Attributed>> found = switch (form) {
            case BEFORE -> before();
            case SINGLE -> singles();
            case SEVERAL -> several();
        };
        return found.stream()
                .map(accesses -> new Match(rule.id, form, accesses, severity(accesses)))
                .toList();
    }

    /** Exempted breaches too. */
    private List<List<Attributed>> singles() {
        return facts.breaches().stream()
                .filter(b -> admits(rule.over, b) && admits(conditions.get(0).filter(), b))
                .map(List::of)
                .toList();
    }

    /** Interpretation: an access without recordsAffected adds nothing to the sum and is among the accesses. */
    private List<List<Attributed>> before() {
        Instant start = facts.departure.start();
        List<Attributed> those = facts.attributed.stream()
                .filter(a -> !a.occurredAt().isBefore(start.minus(rule.window)))
                .filter(a -> a.occurredAt().isBefore(start))
                .filter(a -> admits(rule.over, a) && admits(conditions.get(0).filter(), a))
                .toList();
        BigInteger sum = BigInteger.ZERO;
        for (Attributed one : those) {
            BigInteger records = one.access().recordsAffected();
            sum = records == null ? sum : sum.add(records);
        }
        boolean isMuch = rule.records == null || sum.compareTo(BigInteger.valueOf(rule.records)) >= 0;
        return those.size() >= conditions.size() && isMuch ? List.of(those) : List.of();
    }

    private List<List<Attributed>> several() {
        List<Attributed> breaches =
                facts.openBreaches().stream().filter(b -> admits(rule.over, b)).toList();
        List<Run> complete = new ArrayList<>();
        for (int first = 0; first < breaches.size(); first++) {
            Run run = rule.contiguous ? inARow(breaches, first) : attempt(breaches, first);
            if (run != null) {
                complete.add(run);
            }
        }
        complete.sort(Comparator.comparingInt(Run::last).thenComparingInt(Run::first));
        if (rule.overlapping) {
            return complete.stream().map(Run::accesses).toList();
        }
        List<List<Attributed>> chosen = new ArrayList<>();
        int searchedUntil = -1;
        for (Run run : complete) {
            if (run.first() > searchedUntil && !(rule.once && !chosen.isEmpty())) {
                chosen.add(run.accesses());
                searchedUntil = run.last();
            }
        }
        return chosen;
    }

    /**
     * Accesses that take all conditions.
     *
     * @param first the place of the first among those that the rule looks at
     * @param last that of the last
     */
    private record Run(int first, int last, List<Attributed> accesses) {}

    /** The accesses from the first on, where each takes its condition; null where they do not. */
    private Run inARow(List<Attributed> breaches, int first) {
        int last = first + conditions.size() - 1;
        if (last >= breaches.size() || !isWithin(breaches.get(first), breaches.get(last))) {
            return null;
        }
        for (int i = first; i <= last; i++) {
            Attributed before = i == first ? null : breaches.get(i - 1);
            if (!takes(breaches.get(i), conditions.get(i - first), before)) {
                return null;
            }
        }
        return new Run(first, last, List.copyOf(breaches.subList(first, last + 1)));
    }

    /** What the attempt that begins with this access comes to; null where it takes no condition, or ends without a match. */
    private Run attempt(List<Attributed> breaches, int first) {
        List<Attributed> taken = new ArrayList<>();
        for (int i = first; i < breaches.size(); i++) {
            Attributed next = breaches.get(i);
            if (!isWithin(breaches.get(first), next)) {
                return null;
            }
            Attributed before = taken.isEmpty() ? null : taken.get(taken.size() - 1);
            if (takes(next, conditions.get(taken.size()), before)) {
                taken.add(next);
            } else if (i == first) {
                return null;
            }
            if (taken.size() == conditions.size()) {
                return new Run(first, i, List.copyOf(taken));
            }
        }
        return null;
    }

    private boolean takes(Attributed access, Step condition, Attributed before) {
        boolean isElsewhere = !condition.other()
                || !access.access().system().equals(before.access().system());
        return isElsewhere && admits(condition.filter(), access);
    }

    private boolean admits(Filter filter, Attributed one) {
        return filter.admits(
                policy,
                one.access().outcome(),
                one.access().action(),
                one.access().system());
    }

    private boolean isWithin(Attributed first, Attributed last) {
        return Duration.between(first.occurredAt(), last.occurredAt()).compareTo(rule.window) < 0;
    }

    private String severity(List<Attributed> accesses) {
        if (rule.severity == null) {
            return "MEDIUM";
        }
        if (!rule.severity.equals("byAction")) {
            return rule.severity;
        }
        List<Attributed> successes =
                accesses.stream().filter(a -> a.is("SUCCESS")).toList();
        if (successes.stream().anyMatch(a -> GRAVE_ACTIONS.contains(a.access().action()))) {
            return "CRITICAL";
        }
        return successes.isEmpty() ? "MEDIUM" : "HIGH";
    }
}
