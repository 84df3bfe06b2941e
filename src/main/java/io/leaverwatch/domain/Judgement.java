package io.leaverwatch.domain;

import java.util.List;

/** Whether an access concerns a departure, and what speaks against it. */
public final class Judgement {
    private Judgement() {}

    /**
     * What an access is to a departure of a member its credential stands for; null where it does not concern it.
     *
     * @param sessionFirst epoch millis of the session's first access to a protected system by this credential;
     *     {@link Long#MAX_VALUE} where the access names no session
     */
    public static Fact judge(
            Departure departure, AccessEvent access, Attribution attribution, long sessionFirst, Policy policy) {
        if (departure.covers(access.occurredAt(), policy.graceMillis())) {
            int caveats = attribution.caveats() | timeCaveats(departure, access, policy);
            if (sessionFirst < departure.start()) {
                caveats |= Caveat.bit(Caveat.SESSION_PREDATES_DEPARTURE);
            }
            return new Fact(
                    true,
                    access,
                    attribution.kind(),
                    caveats,
                    attribution.links(),
                    exemption(access, attribution, policy));
        }
        if (isLookedAtBefore(departure, access, policy)) {
            int caveats = attribution.caveats();
            if (departure.opened().dateOnly()) {
                caveats |= Caveat.bit(Caveat.DATE_ONLY);
            }
            if (access.zoneAssumed() || departure.opened().zoneAssumed()) {
                caveats |= Caveat.bit(Caveat.ZONE_ASSUMED);
            }
            return new Fact(false, access, attribution.kind(), caveats, attribution.links(), null);
        }
        return null;
    }

    /** The longest time before a departure at which a rule still looks; 0 where none does. */
    public static long reachBefore(Policy policy) {
        return policy.enabledRules().stream()
                .filter(r -> r.phase() == Rule.Phase.BEFORE)
                .mapToLong(Rule::windowMillis)
                .max()
                .orElse(0);
    }

    /** Whether a rule of the phase before admits an access that was so long before the departure's start. */
    public static boolean isLookedAtBefore(Rule rule, long departureStart, AccessEvent access) {
        return rule.phase() == Rule.Phase.BEFORE
                && access.occurredAt() < departureStart
                && departureStart - access.occurredAt() <= rule.windowMillis()
                && rule.over().admits(access);
    }

    private static boolean isLookedAtBefore(Departure departure, AccessEvent access, Policy policy) {
        if (access.occurredAt() >= departure.start()) {
            return false;
        }
        for (Rule rule : policy.rules()) {
            if (rule.enabled() && isLookedAtBefore(rule, departure.start(), access)) {
                return true;
            }
        }
        return false;
    }

    private static int timeCaveats(Departure departure, AccessEvent access, Policy policy) {
        int caveats = 0;
        MembershipEvent opened = departure.opened();
        long at = access.occurredAt();
        if (opened.recordedAt() > at) {
            caveats |= Caveat.bit(Caveat.RECORDED_LATE);
        }
        if (at - departure.start() < policy.clockSkewMillis()
                || (departure.closed() != null && departure.end() - at < policy.clockSkewMillis())) {
            caveats |= Caveat.bit(Caveat.NEAR_BOUNDARY);
        }
        if (opened.dateOnly()) {
            caveats |= Caveat.bit(Caveat.DATE_ONLY);
        }
        if (access.zoneAssumed() || opened.zoneAssumed()) {
            caveats |= Caveat.bit(Caveat.ZONE_ASSUMED);
        }
        return caveats;
    }

    private static Exemption exemption(AccessEvent access, Attribution attribution, Policy policy) {
        List<Exemption> exemptions = policy.exemptions();
        for (Exemption exemption : exemptions) {
            if (exemption.allows(attribution.memberKey(), access)) {
                return exemption;
            }
        }
        return null;
    }
}
