package io.leaverwatch.domain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Which facts of a case matter to a relaxed rule: those of its matches. Each access that can take the first step begins an
 * attempt, and a pattern that is given all of them looks at every open attempt with every access; given only what matters, it
 * finds the same. One walk finds that: of attempts the earlier one is never behind, so those that have come equally far
 * stand in a queue by their beginning, go on together, and end in order.
 *
 * <p>Only for rules whose matches do not overlap and whose steps ask nothing of each other.
 */
final class RelaxedMatches {
    private final Rule rule;
    private final List<AccessFilter> conditions = new ArrayList<>();

    private RelaxedMatches(Rule rule) {
        this.rule = rule;
        for (Step step : rule.steps()) {
            for (int i = 0; i < step.times(); i++) {
                conditions.add(step.filter());
            }
        }
    }

    /** Whether a rule is of that kind. */
    static boolean areFor(Rule rule) {
        return rule.phase() == Rule.Phase.AFTER
                && !rule.isSingleAccess()
                && !rule.contiguous()
                && !rule.overlapping()
                && rule.steps().stream().noneMatch(Step::otherSystem);
    }

    /** Whether an access that comes behind all others could end a match. */
    static boolean mayEnd(Rule rule, AccessEvent access) {
        return rule.steps().get(rule.steps().size() - 1).filter().admits(access);
    }

    /**
     * The facts of all matches.
     *
     * @param sorted in event-time order; those that the rule does not look at are passed over
     * @return their places
     */
    static BitSet of(Rule rule, List<Fact> sorted, long departureStart) {
        List<Integer> looked = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            if (Readiness.takes(rule, sorted.get(i), departureStart)) {
                looked.add(i);
            }
        }
        return new RelaxedMatches(rule).find(sorted, looked);
    }

    private BitSet find(List<Fact> sorted, List<Integer> looked) {
        BitSet found = new BitSet();
        // By how many conditions are taken; what it holds is the place of the beginning among those looked at.
        List<Deque<Integer>> attempts = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            attempts.add(new ArrayDeque<>());
        }
        for (int at = 0; at < looked.size(); at++) {
            AccessEvent access = sorted.get(looked.get(at)).access();
            for (Deque<Integer> same : attempts) {
                while (!same.isEmpty() && !rule.isInWindow(access(sorted, looked, same.getFirst()), access)) {
                    same.removeFirst();
                }
            }
            Integer first = advance(attempts, access);
            if (first != null) {
                mark(found, sorted, looked, first);
                attempts.forEach(Deque::clear);
                if (rule.once()) {
                    break;
                }
            } else if (conditions.get(0).admits(access)) {
                attempts.get(1).addLast(at);
            }
        }
        return found;
    }

    /** The beginning of the first attempt that ends with this access; null where none does. */
    private Integer advance(List<Deque<Integer>> attempts, AccessEvent access) {
        for (int taken = conditions.size() - 1; taken > 0; taken--) {
            Deque<Integer> same = attempts.get(taken);
            if (same.isEmpty() || !conditions.get(taken).admits(access)) {
                continue;
            }
            if (taken == conditions.size() - 1) {
                return same.getFirst();
            }
            attempts.get(taken + 1).addAll(same);
            same.clear();
        }
        return null;
    }

    private void mark(BitSet found, List<Fact> sorted, List<Integer> looked, int first) {
        int taken = 0;
        for (int at = first; taken < conditions.size(); at++) {
            if (conditions.get(taken).admits(access(sorted, looked, at))) {
                found.set(looked.get(at));
                taken++;
            }
        }
    }

    private static AccessEvent access(List<Fact> sorted, List<Integer> looked, int at) {
        return sorted.get(looked.get(at)).access();
    }
}
