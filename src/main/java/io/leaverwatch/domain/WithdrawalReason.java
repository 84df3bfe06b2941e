package io.leaverwatch.domain;

import java.util.Optional;

/** Why an alert no longer holds, for a person. */
public final class WithdrawalReason {
    private WithdrawalReason() {}

    /**
     * One clause that begins in lower case and ends without a full stop.
     *
     * @param alert one that held before
     * @param report its case as it is now; of one that is removed, the last known
     * @param policy the policy as it is now
     */
    public static String of(Alert alert, CaseReport report, Policy policy) {
        if (report.isRemoved()) {
            return "its event opens no departure any more: it was retracted or corrected, or other events or the policy say otherwise";
        }
        Optional<Rule> rule = policy.enabledRules().stream()
                .filter(r -> r.id().equals(alert.ruleId()))
                .findFirst();
        if (rule.isEmpty()) {
            return "the policy no longer applies the rule " + alert.ruleId();
        }
        String name = alert.isSingle() ? "the access" : "one of its accesses";
        for (AccessEvent access : alert.accesses()) {
            String because = ofOne(access, name, rule.get(), report.departure(), policy);
            if (because != null) {
                return because;
            }
        }
        return alert.isSingle()
                ? "the access is no longer a breach: who its credential stands for, or what was read of it, has changed"
                : "the rule fires on other accesses now, or on none";
    }

    private static String ofOne(AccessEvent access, String name, Rule rule, Departure departure, Policy policy) {
        if (policy.protectedSystem(access.system()).isEmpty()) {
            return "the policy no longer protects " + access.system();
        }
        if (rule.phase() == Rule.Phase.BEFORE || departure.covers(access.occurredAt(), policy.graceMillis())) {
            return null;
        }
        if (access.occurredAt() >= departure.end()) {
            return "the member was reinstated before " + name;
        }
        return access.occurredAt() < departure.start()
                ? "the departure takes effect only after " + name
                : name + " lies within the policy's grace after the departure";
    }
}
