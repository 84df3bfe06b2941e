package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells, from counts alone, which rules a case's facts could satisfy at all: a necessary condition, never a sufficient
 * one. Most cases can satisfy none of the rules over several accesses, and then none of their facts needs to go there.
 */
public final class Readiness implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MASK_BITS = 64;

    private final List<Rule> rules;
    private final List<String> systems = new ArrayList<>();
    private final long relaxed;
    private final int[] firstSlot;
    private final int slotCount;

    /** For the enabled rules of a policy, by their index among these. */
    public Readiness(Policy policy) {
        rules = policy.enabledRules();
        policy.protectedSystems().forEach(s -> systems.add(s.name()));
        firstSlot = new int[rules.size()];
        long relaxedRules = 0;
        // With more rules than bits some take part always, also where a fact is said once more for one rule alone.
        for (int i = 0; i < rules.size() && rules.size() <= MASK_BITS; i++) {
            if (RelaxedMatches.areFor(rules.get(i))) {
                relaxedRules |= 1L << i;
            }
        }
        relaxed = relaxedRules;
        int slots = 0;
        for (int i = 0; i < rules.size(); i++) {
            firstSlot[i] = slots;
            slots += rules.get(i).steps().size() + 1;
        }
        slotCount = slots;
    }

    /** Counts of a case without facts. */
    public long[] none() {
        return new long[slotCount];
    }

    /** Adds a fact to a case's counts. */
    public void add(long[] slots, Fact fact, long departureStart) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.isSingleAccess() || !takes(rule, fact, departureStart)) {
                continue;
            }
            int extra = firstSlot[i] + rule.steps().size();
            if (fact.isBreach()) {
                slots[extra] |= 1L << (systems.indexOf(fact.access().system()) % MASK_BITS);
            } else {
                slots[extra] = saturated(slots[extra], Math.max(0, fact.access().recordsAffected()));
            }
            for (int step = 0; step < rule.steps().size(); step++) {
                if (rule.steps().get(step).filter().admits(fact.access())) {
                    slots[firstSlot[i] + step]++;
                }
            }
        }
    }

    /** The rules that could fire, as a bit set by index; rules from the 64th on are always among them. */
    public long armed(long[] slots) {
        long armed = 0;
        for (int i = 0; i < rules.size() && i < MASK_BITS; i++) {
            if (isArmed(i, slots)) {
                armed |= 1L << i;
            }
        }
        return armed;
    }

    /** The rules that are given only what their matches rest on, as a bit set: relaxed ones, see {@link CaseAttempts}. */
    public long relaxed() {
        return relaxed;
    }

    /** The attempts of a case without facts. */
    public CaseAttempts noAttempts(long departureStart) {
        return new CaseAttempts(rules, relaxed, departureStart);
    }

    /** Whether a fact behind all others could be the last of a match of a relaxed rule, as far as the fact itself tells. */
    public boolean mayEndMatch(Fact fact, long departureStart) {
        for (long left = relaxed; left != 0; left &= left - 1) {
            Rule rule = rules.get(Long.numberOfTrailingZeros(left));
            if (takes(rule, fact, departureStart) && RelaxedMatches.mayEnd(rule, fact.access())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a rule takes part, given a bit set of {@link #armed}. */
    public static boolean isArmed(long armed, int ruleIndex) {
        return ruleIndex >= MASK_BITS || (armed & (1L << ruleIndex)) != 0;
    }

    /** Whether a rule looks at a fact at all. */
    public static boolean takes(Rule rule, Fact fact, long departureStart) {
        if (rule.phase() == Rule.Phase.BEFORE) {
            return !fact.isBreach()
                    && Judgement.isLookedAtBefore(rule, departureStart, fact.access())
                    && rule.steps().get(0).filter().admits(fact.access());
        }
        return fact.isBreach()
                && (fact.isOpen() || rule.isSingleAccess())
                && rule.over().admits(fact.access());
    }

    private boolean isArmed(int index, long[] slots) {
        Rule rule = rules.get(index);
        if (rule.isSingleAccess()) {
            return true;
        }
        boolean needsOther = false;
        for (int step = 0; step < rule.steps().size(); step++) {
            if (slots[firstSlot[index] + step] < rule.steps().get(step).times()) {
                return false;
            }
            needsOther |= rule.steps().get(step).otherSystem();
        }
        long extra = slots[firstSlot[index] + rule.steps().size()];
        if (rule.phase() == Rule.Phase.BEFORE) {
            return extra >= rule.records();
        }
        // With more than 64 systems two may share a bit; then nothing can be said and the rule takes part.
        return !needsOther || systems.size() > MASK_BITS || Long.bitCount(extra) > 1;
    }

    private static long saturated(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
