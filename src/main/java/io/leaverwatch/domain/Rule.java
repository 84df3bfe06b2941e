package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.List;

/**
 * A rule as the policy declares it.
 *
 * @param id the ruleId of its alerts
 * @param enabled whether it is applied
 * @param severity of its alerts before caveats lower it; null: by the action (HIGH; EXPORT, MESSAGE, DELETE CRITICAL)
 * @param phase whether it looks at breaches after the departure, or at accesses of the member before it
 * @param over the accesses it looks at; between the steps of a contiguous rule no other of these may lie
 * @param contiguous whether the steps must follow each other directly among the accesses looked at
 * @param once whether it fires once for a departure, at the first match
 * @param overlapping whether one access may take part in several alerts of the rule
 * @param windowMillis the last access lies less than this after the first (before: the departure at most this after the
 *     first); 0: no limit
 * @param records BEFORE only: the recordsAffected of the accesses must add up to at least this; 0: no limit
 * @param steps at least one; BEFORE: exactly one, whose times is the least number of accesses
 * @param attack MITRE ATT&amp;CK technique ids
 */
public record Rule(
        String id,
        boolean enabled,
        Severity severity,
        Phase phase,
        AccessFilter over,
        boolean contiguous,
        boolean once,
        boolean overlapping,
        long windowMillis,
        long records,
        List<Step> steps,
        List<String> attack)
        implements Serializable {

    /** What a rule looks at. */
    public enum Phase {
        /** The member's accesses before the departure, as a whole. */
        BEFORE,
        /** Breaches of the departure, in order. */
        AFTER
    }

    /** Whether an access is in time for a match that begins with another; the phase AFTER alone. */
    public boolean isInWindow(AccessEvent first, AccessEvent access) {
        return windowMillis == 0 || access.occurredAt() - first.occurredAt() < windowMillis;
    }

    /** Whether the recordsAffected of accesses, which count as none where they are absent, are enough together. */
    public boolean hasEnoughRecords(Iterable<AccessEvent> accesses) {
        long sum = 0;
        for (AccessEvent access : accesses) {
            sum += Math.max(0, access.recordsAffected());
            if (sum < 0) {
                return true; // more than fits
            }
        }
        return sum >= records;
    }

    /** Whether each alert rests on exactly one access: such a rule judges exempted breaches too. */
    public boolean isSingleAccess() {
        return phase == Phase.AFTER && steps.size() == 1 && steps.get(0).times() == 1;
    }
}
