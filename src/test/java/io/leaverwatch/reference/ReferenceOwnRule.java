package io.leaverwatch.reference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A rule of the user's own as the policy file declares it; null where a key is left out. */
public final class ReferenceOwnRule {

    /** Unlike those of the default rules. */
    public final String id;

    /** False: the rule gives no alert. */
    public boolean enabled = true;

    /** LOW, MEDIUM, HIGH, CRITICAL or byAction; null is MEDIUM. */
    public String severity;

    /** Whether it looks at the time before the departure. */
    public boolean before;

    /** Which accesses it looks at. */
    public Filter over = Filter.ALL;

    /** Whether the accesses of a match follow each other directly. */
    public boolean contiguous;

    /** Whether only the first match of a departure counts. */
    public boolean once;

    /** Whether an access may take part in several matches. */
    public boolean overlapping;

    /** Null for a rule on a single access alone. */
    public Duration window;

    /** What $count stands for. */
    public Integer count;

    /** What $denials stands for. */
    public Integer denials;

    /** The least sum of recordsAffected of a rule on the time before. */
    public Long records;

    /** At least one. */
    public List<Step> sequence = List.of();

    ReferenceOwnRule(String id) {
        this.id = id;
    }

    /**
     * Which accesses are meant; null where all of them.
     *
     * @param outcomes in any case
     * @param actions in any case
     * @param systems names or aliases of protected systems
     */
    public record Filter(List<String> outcomes, List<String> actions, List<String> systems) {
        static final Filter ALL = new Filter(null, null, null);

        /** The action in upper case, the system in the policy's spelling. */
        boolean admits(ReferencePolicy policy, String outcome, String action, String system) {
            return (outcomes == null || outcomes.stream().anyMatch(o -> upper(o).equals(outcome)))
                    && (actions == null || actions.stream().anyMatch(a -> upper(a).equals(action)))
                    && (systems == null || systems.stream().anyMatch(s -> system.equals(policy.protectedName(s))));
        }

        private static String upper(String word) {
            return word.toUpperCase(Locale.ROOT);
        }
    }

    /**
     * A step of the sequence.
     *
     * @param other another system than that of the access before; the filter then names none
     * @param times a number, $count or $denials; null is 1
     */
    public record Step(Filter filter, boolean other, String times) {}

    /** What each access of a match must be: every step as often as its times say. */
    List<Step> conditions() {
        List<Step> conditions = new ArrayList<>();
        for (Step step : sequence) {
            for (int i = times(step); i > 0; i--) {
                conditions.add(step);
            }
        }
        return conditions;
    }

    private int times(Step step) {
        if (step.times() == null) {
            return 1;
        }
        return switch (step.times()) {
            case "$count" -> count;
            case "$denials" -> denials;
            default -> Integer.parseInt(step.times());
        };
    }
}
