package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Rule;

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

    public static final String PUBLISHED_INPUT = "take-own-outputs";

    private OperatorIds() {}

    /** The operator that leaves to a rule only what it looks at. */
    public static String select(Rule rule) {
        return "select-for-" + rule.id();
    }

    /** The CEP operator of a rule. */
    public static String detect(Rule rule) {
        return "detect-" + rule.id();
    }
}
