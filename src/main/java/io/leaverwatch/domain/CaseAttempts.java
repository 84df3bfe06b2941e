package io.leaverwatch.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the relaxed rules of a policy make of one case, fact after fact in event-time order. For one thread. */
public final class CaseAttempts {
    private final List<Rule> rules;
    private final long departureStart;
    private final Map<Integer, RelaxedMatches> matches = new TreeMap<>();
    private int facts;

    /**
     * Of a case without facts.
     *
     * @param rules the policy's enabled ones
     * @param relaxed which of them, as a bit set by index
     */
    CaseAttempts(List<Rule> rules, long relaxed, long departureStart) {
        this.rules = rules;
        this.departureStart = departureStart;
        for (long left = relaxed; left != 0; left &= left - 1) {
            int rule = Long.numberOfTrailingZeros(left);
            matches.put(rule, new RelaxedMatches(rules.get(rule)));
        }
    }

    /**
     * A fact, and its place among all that were taken.
     *
     * @param place from 0 on
     */
    public record Looked(int place, Fact fact) {}

    /**
     * A match that a fact has ended.
     *
     * @param rule its index
     * @param facts in order; that one is the last
     */
    public record Ended(int rule, List<Looked> facts) {}

    /** Takes the next fact. */
    public List<Ended> add(Fact fact) {
        Looked next = new Looked(facts++, fact);
        List<Ended> ended = new ArrayList<>();
        matches.forEach((index, found) -> {
            if (Readiness.takes(rules.get(index), fact, departureStart)) {
                List<Looked> match = found.add(next);
                if (!match.isEmpty()) {
                    ended.add(new Ended(index, match));
                }
            }
        });
        return ended;
    }

    /** How many facts are held: those that an open attempt may still need, and some more. */
    public int size() {
        return matches.values().stream().mapToInt(RelaxedMatches::size).sum();
    }
}
