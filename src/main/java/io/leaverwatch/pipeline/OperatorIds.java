package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Rule;
import java.util.stream.Collectors;

/** Names of operators in savepoints and on screens. Once released, a uid never changes; the display name may. */
public final class OperatorIds {
    public static final String MEMBER_TIMELINE = "build-member-timeline";
    public static final String BREACH_JOIN = "join-breaches";
    public static final String CASE_FILE = "keep-case-file";
    public static final String CASE_CLOCK = "stamp-case-events";
    public static final String CASE_REPORTS = "select-case-reports";
    public static final String ALERT_LEDGER = "keep-alert-ledger";
    public static final String MEMBERSHIP_INPUT = "take-membership-events";
    public static final String LINK_INPUT = "take-credential-links";

    /** Begins the names of the operators that detect. */
    public static final String DETECT = "detect-";

    public static final String PUBLISHED_INPUT = "take-own-outputs";

    private OperatorIds() {}

    /** The operator that leaves to a rule only what it looks at. */
    public static String select(Rule rule) {
        return "select-for-" + rule.id();
    }

    /**
     * The CEP operator of a rule. What CEP stores names the stages of its pattern, so a rule whose stages are others is
     * another operator; {@code detect-denied-then-success-3-1}. Nothing is lost: a changed policy says every case again.
     */
    public static String detect(Rule rule) {
        if (rule.isSingleAccess()) {
            return DETECT + rule.id();
        }
        String times = rule.steps().stream().map(step -> "-" + step.times()).collect(Collectors.joining());
        if (rule.phase() == Rule.Phase.BEFORE) {
            return DETECT + rule.id() + times + "-before";
        }
        return DETECT + rule.id() + times + (rule.contiguous() ? "" : "-apart") + (rule.once() ? "-once" : "");
    }
}
