package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.List;

/**
 * What goes out when a rule fires. Where a value differs between the accesses of a rule over several, it is null.
 *
 * @param alertId stable: the same rule, departing event, member and accesses give the same id on every run
 * @param ruleId the rule that fired
 * @param severity after caveats
 * @param status OPEN, EXEMPTED or WITHDRAWN
 * @param memberId as in the departing event
 * @param credentialId as given in the (first) access, trimmed
 * @param attribution why the credential stands for the member
 * @param system the policy's spelling
 * @param occurredAt epoch millis: of the last access; for a BEFORE rule the departure's start
 * @param sinceDepartureMillis occurredAt less the departure's start
 * @param departure the departure
 * @param accesses at least one, in order
 * @param isSingle whether output shows the one access whole, not a list of ids
 * @param caveats what speaks for the accused, in declaration order
 * @param dataClass of the system; null where not given
 * @param attack ATT&amp;CK technique ids of the rule
 * @param evidence the accesses, the membership events, the links
 * @param exemption why it is EXEMPTED, else null
 * @param withdrawnBecause why it is WITHDRAWN, else null
 */
public record Alert(
        String alertId,
        String ruleId,
        Severity severity,
        Status status,
        String memberId,
        String credentialId,
        AttributionKind attribution,
        String system,
        long occurredAt,
        long sinceDepartureMillis,
        Departure departure,
        List<AccessEvent> accesses,
        boolean isSingle,
        List<Caveat> caveats,
        String dataClass,
        List<String> attack,
        List<Evidence> evidence,
        Exemption exemption,
        String withdrawnBecause)
        implements Serializable {

    /** What consumers do with it. */
    public enum Status {
        OPEN,
        EXEMPTED,
        WITHDRAWN
    }
}
