package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.Set;

/**
 * A decision that allows what would be a breach.
 *
 * @param memberId as given, or null for any member; at least one of memberId and credentialId is set
 * @param credentialId as given, or null for any credential
 * @param systems the policy's spellings of the systems; empty for all
 * @param from epoch millis, inclusive; {@link Long#MIN_VALUE} where absent
 * @param until epoch millis, exclusive
 * @param reason why; required
 * @param approvedBy who decided; null where absent
 */
public record Exemption(
        String memberId,
        String credentialId,
        Set<String> systems,
        long from,
        long until,
        String reason,
        String approvedBy)
        implements Serializable {

    /** Whether this decision allows the access for the member. */
    public boolean allows(String memberKey, AccessEvent access) {
        return from <= access.occurredAt()
                && access.occurredAt() < until
                && (systems.isEmpty() || systems.contains(access.system()))
                && (memberId == null || Names.key(memberId).equals(memberKey))
                && (credentialId == null || Names.key(credentialId).equals(access.credentialKey()));
    }
}
