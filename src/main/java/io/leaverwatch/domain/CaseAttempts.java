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
    private final List<Fact> facts = new ArrayList<>();

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
     * A match that a fact has ended.
     *
     * @param rule its index
     * @param places of its facts among all that were taken, in order
     */
    public record Ended(int rule, List<Integer> places) {}

    /** Takes the next fact. */
    public List<Ended> add(Fact fact) {
        List<Ended> ended = new ArrayList<>();
        matches.forEach((index, found) -> {
            if (Readiness.takes(rules.get(index), fact, departureStart)) {
                List<Integer> match = found.add(facts.size(), fact.access());
                if (!match.isEmpty()) {
                    ended.add(new Ended(index, match));
                }
            }
        });
        facts.add(fact);
        return ended;
    }

    /** The fact that was taken at a place. */
    public Fact fact(int place) {
        return facts.get(place);
    }

    /** How many were taken. */
    public int size() {
        return facts.size();
    }
}
