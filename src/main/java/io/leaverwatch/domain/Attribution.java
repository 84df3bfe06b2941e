package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * That a credential stands for a member at a time.
 *
 * @param memberKey the member's name as it is compared
 * @param kind why
 * @param relation the link's; null for DIRECT
 * @param isShared whether the credential stands for more than one member at that time
 * @param links those that say so; empty for DIRECT
 */
public record Attribution(
        String memberKey, AttributionKind kind, Relation relation, boolean isShared, List<CredentialLink> links)
        implements Serializable {

    /**
     * Who a credential stands for at a time, ordered by member.
     *
     * @param credentialKey the credential's name as it is compared
     * @param links all links of the credential, in any order, one of each identity
     */
    public static List<Attribution> at(String credentialKey, Collection<CredentialLink> links, long epochMillis) {
        List<CredentialLink> holding = new ArrayList<>(links.size());
        long lastEnd = Long.MIN_VALUE;
        for (CredentialLink link : links) {
            if (link.holdsAt(epochMillis)) {
                holding.add(link);
            } else if (link.validUntil() <= epochMillis) {
                lastEnd = Math.max(lastEnd, link.validUntil());
            }
        }
        boolean isLastHolder = holding.isEmpty();
        if (isLastHolder) {
            for (CredentialLink link : links) {
                if (link.validUntil() == lastEnd && lastEnd <= epochMillis) {
                    holding.add(link);
                }
            }
        }
        if (holding.isEmpty()) {
            return List.of(new Attribution(credentialKey, AttributionKind.DIRECT, null, false, List.of()));
        }
        if (holding.size() == 1) {
            return List.of(of(holding.get(0).memberKey(), isLastHolder, false, holding));
        }
        Map<String, List<CredentialLink>> byMember = new TreeMap<>();
        for (CredentialLink link : holding) {
            byMember.computeIfAbsent(link.memberKey(), m -> new ArrayList<>()).add(link);
        }
        boolean isShared = byMember.size() > 1;
        List<Attribution> attributions = new ArrayList<>();
        byMember.forEach((member, ofMember) -> {
            ofMember.sort(Comparator.comparing(CredentialLink::origin, Origin::comparePosition));
            attributions.add(of(member, isLastHolder, isShared, ofMember));
        });
        return attributions;
    }

    private static Attribution of(
            String memberKey, boolean isLastHolder, boolean isShared, List<CredentialLink> links) {
        Relation relation = links.get(0).relation();
        for (CredentialLink link : links) {
            relation = link.relation().compareTo(relation) < 0 ? link.relation() : relation;
        }
        AttributionKind kind = isLastHolder ? AttributionKind.LAST_HOLDER : AttributionKind.valueOf(relation.name());
        return new Attribution(memberKey, kind, relation, isShared, List.copyOf(links));
    }

    /** The caveats that follow from this attribution, as a bit set of {@link Caveat}. */
    public int caveats() {
        int bits = isShared ? Caveat.bit(Caveat.SHARED_CREDENTIAL) : 0;
        if (relation == Relation.DELEGATE) {
            bits |= Caveat.bit(Caveat.DELEGATE_CREDENTIAL);
        } else if (relation == Relation.SERVICE) {
            bits |= Caveat.bit(Caveat.SERVICE_CREDENTIAL);
        }
        if (kind == AttributionKind.LAST_HOLDER) {
            bits |= Caveat.bit(Caveat.LAST_HOLDER);
        } else if (kind == AttributionKind.DIRECT) {
            bits |= Caveat.bit(Caveat.NO_LINK);
        }
        return bits;
    }
}
