package io.leaverwatch.domain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The matches of a relaxed rule in a case's facts, told one after the other in event-time order. Each access that can take
 * the first step begins an attempt, and a pattern that is given all of them looks at every open attempt with every access;
 * given only what a match rests on, it finds the same. Finding that takes one walk: of attempts the earlier one is never behind,
 * so those that have come equally far stand in a queue by their beginning, go on together, and end in order.
 *
 * <p>Only for rules whose matches do not overlap and whose steps ask nothing of each other. For one thread.
 */
final class RelaxedMatches {
    private final Rule rule;
    private final List<AccessFilter> conditions = new ArrayList<>();
    /** By how many conditions are taken; what it holds is the place of the beginning among those looked at. */
    private final List<Deque<Integer>> attempts = new ArrayList<>();

    private final List<Looked> looked = new ArrayList<>();
    private boolean isOver;

    RelaxedMatches(Rule rule) {
        this.rule = rule;
        for (Step step : rule.steps()) {
            for (int i = 0; i < step.times(); i++) {
                conditions.add(step.filter());
                attempts.add(new ArrayDeque<>());
            }
        }
    }

    /** An access that the rule looks at, and its place among all facts. */
    private record Looked(int place, AccessEvent access) {}

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
     * Takes the next access that the rule looks at.
     *
     * @param place its place among all facts
     * @return the places of the match that it ends, in order; empty where it ends none
     */
    List<Integer> add(int place, AccessEvent access) {
        if (isOver) {
            return List.of();
        }
        looked.add(new Looked(place, access));
        for (Deque<Integer> same : attempts) {
            while (!same.isEmpty()
                    && !rule.isInWindow(looked.get(same.getFirst()).access(), access)) {
                same.removeFirst();
            }
        }
        Integer first = advance(access);
        if (first != null) {
            List<Integer> match = match(first);
            attempts.forEach(Deque::clear);
            isOver = rule.once();
            return match;
        }
        if (conditions.get(0).admits(access)) {
            attempts.get(1).addLast(looked.size() - 1);
        }
        return List.of();
    }

    /** The beginning of the first attempt that ends with this access; null where none does. */
    private Integer advance(AccessEvent access) {
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

    private List<Integer> match(int first) {
        List<Integer> match = new ArrayList<>();
        for (int at = first; match.size() < conditions.size(); at++) {
            if (conditions.get(match.size()).admits(looked.get(at).access())) {
                match.add(looked.get(at).place());
            }
        }
        return match;
    }
}
