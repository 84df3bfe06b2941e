package io.leaverwatch.domain;

import io.leaverwatch.domain.CaseAttempts.Looked;
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
    private static final int FEW = 64;

    private final Rule rule;
    private final List<AccessFilter> conditions = new ArrayList<>();
    /** By how many conditions are taken; what it holds is the number of the beginning among the facts looked at. */
    private final List<Deque<Long>> attempts = new ArrayList<>();

    /** From the beginning of the first attempt that is open on, or some more. */
    private final List<Looked> looked = new ArrayList<>();

    /** How many were looked at before those. */
    private long gone;

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
     * Takes the next fact that the rule looks at.
     *
     * @return the match that it ends, in order; empty where it ends none
     */
    List<Looked> add(Looked next) {
        if (isOver) {
            return List.of();
        }
        AccessEvent access = next.fact().access();
        looked.add(next);
        for (Deque<Long> same : attempts) {
            while (!same.isEmpty() && !rule.isInWindow(access(same.getFirst()), access)) {
                same.removeFirst();
            }
        }
        Long first = advance(access);
        List<Looked> match = List.of();
        if (first != null) {
            match = match(first);
            attempts.forEach(Deque::clear);
            isOver = rule.once();
        } else if (conditions.get(0).admits(access)) {
            attempts.get(1).addLast(gone + looked.size() - 1);
        }
        forget();
        return match;
    }

    /** How many facts are held. */
    int size() {
        return looked.size();
    }

    /** The beginning of the first attempt that ends with this access; null where none does. */
    private Long advance(AccessEvent access) {
        for (int taken = conditions.size() - 1; taken > 0; taken--) {
            Deque<Long> same = attempts.get(taken);
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

    private List<Looked> match(long first) {
        List<Looked> match = new ArrayList<>();
        for (long at = first; match.size() < conditions.size(); at++) {
            if (conditions.get(match.size()).admits(access(at))) {
                match.add(looked.get((int) (at - gone)));
            }
        }
        return match;
    }

    /** Lets go what no open attempt needs; now and then, so that it costs little. */
    private void forget() {
        long oldest = gone + looked.size();
        for (Deque<Long> same : attempts) {
            oldest = same.isEmpty() ? oldest : Math.min(oldest, same.getFirst());
        }
        int before = (int) (oldest - gone);
        if (before > FEW && before > looked.size() / 2) {
            looked.subList(0, before).clear();
            gone = oldest;
        }
    }

    private AccessEvent access(long number) {
        return looked.get((int) (number - gone)).fact().access();
    }
}
