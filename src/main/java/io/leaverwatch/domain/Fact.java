package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * An access that concerns a departure: a breach of it, or an access of the member before it that a rule looks at.
 *
 * @param isBreach whether it is a breach
 * @param access the access
 * @param attribution why its credential stands for the member
 * @param caveats bit set of {@link Caveat}
 * @param links the links that attribute the credential
 * @param exemption the decision that allows it, or null
 */
public record Fact(
        boolean isBreach,
        AccessEvent access,
        AttributionKind attribution,
        int caveats,
        List<CredentialLink> links,
        Exemption exemption)
        implements Serializable, Comparable<Fact> {
    private static final long PRIME = 1_000_003;

    /** The same, under another name of the access's system. */
    public Fact inSystem(String system) {
        return new Fact(isBreach, access.inSystem(system), attribution, caveats, links, exemption);
    }

    /** Whether a breach counts as open: not allowed by a decision. */
    public boolean isOpen() {
        return exemption == null;
    }

    /** Order within a case: occurredAt, eventId, credentialId. */
    @Override
    public int compareTo(Fact other) {
        int byTime = Long.compare(access.occurredAt(), other.access.occurredAt());
        int byEvent = byTime != 0 ? byTime : Names.compareByCodePoint(access.eventId(), other.access.eventId());
        return byEvent != 0 ? byEvent : Names.compareByCodePoint(access.credentialKey(), other.access.credentialKey());
    }

    /** Names the access within its case. */
    public String accessKey() {
        return access.key();
    }

    /** A number that differs, but for chance, when anything that an alert shows of this fact differs. */
    public long fingerprint() {
        long hash =
                Objects.hash(isBreach, access.occurredAt(), access.system(), attribution.name(), caveats, exemption);
        hash = hash * PRIME + fingerprint(access.origin());
        for (CredentialLink link : links) {
            hash = hash * PRIME + link.identity().hashCode();
            hash = hash * PRIME + fingerprint(link.origin());
        }
        return hash;
    }

    private static long fingerprint(Origin origin) {
        return (origin.hashCode() * PRIME + origin.source().hashCode()) * PRIME + origin.partition();
    }
}
