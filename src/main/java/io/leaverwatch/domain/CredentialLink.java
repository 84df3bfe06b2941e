package io.leaverwatch.domain;

import java.io.Serializable;

/**
 * A credential's belonging to a member.
 *
 * @param credentialId as given, trimmed; compared by {@link Names#key}; required
 * @param memberId as given, trimmed; compared by {@link Names#key}; required
 * @param relation OWNER where absent
 * @param validFrom epoch millis, inclusive; {@link Long#MIN_VALUE} where absent
 * @param validUntil epoch millis, exclusive, after validFrom; {@link Long#MAX_VALUE} where absent
 * @param origin where it was read
 */
public record CredentialLink(
        String credentialId, String memberId, Relation relation, long validFrom, long validUntil, Origin origin)
        implements Serializable {

    /** The credential's name as it is compared. */
    public String credentialKey() {
        return Names.key(credentialId);
    }

    /** The member's name as it is compared. */
    public String memberKey() {
        return Names.key(memberId);
    }

    /** Whether the link holds at an instant: validFrom inclusive, validUntil exclusive. */
    public boolean holdsAt(long epochMillis) {
        return validFrom <= epochMillis && epochMillis < validUntil;
    }

    /** All fields but the origin: links with the same identity are redeliveries of each other. */
    public String identity() {
        return Names.join(credentialKey(), Names.join(memberKey(), relation + " " + validFrom + " " + validUntil));
    }
}
