package io.leaverwatch.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything known of who one credential stands for; judges its accesses. */
public final class CredentialView {
    private final String credentialKey;
    private final Map<String, MemberView> members;
    private final Map<String, List<Case>> cases = new HashMap<>();
    private final List<CredentialLink> links = new ArrayList<>();
    private final Policy policy;
    private List<Attribution> attributions = List.of();
    private long attributedFrom = Long.MAX_VALUE;
    private long attributedUntil = Long.MIN_VALUE;

    private record Case(String key, Departure departure) {}

    /**
     * A view of one credential.
     *
     * @param credentialKey the credential's name as it is compared
     * @param members by their name as it is compared
     */
    public CredentialView(String credentialKey, Map<String, MemberView> members, Policy policy) {
        this.credentialKey = credentialKey;
        this.members = new TreeMap<>(members);
        this.policy = policy;
        for (Map.Entry<String, MemberView> member : this.members.entrySet()) {
            links.addAll(member.getValue().links());
            List<Case> ofMember = new ArrayList<>();
            for (Departure departure : member.getValue().departures()) {
                ofMember.add(new Case(departure.caseKey(), departure));
            }
            cases.put(member.getKey(), ofMember);
        }
    }

    /** Who the credential stands for; the same from one beginning or end of a link to the next. */
    private List<Attribution> attributions(long epochMillis) {
        if (epochMillis < attributedFrom || epochMillis >= attributedUntil) {
            attributions = Attribution.at(credentialKey, links, epochMillis);
            attributedFrom = Long.MIN_VALUE;
            attributedUntil = Long.MAX_VALUE;
            for (CredentialLink link : links) {
                narrow(link.validFrom(), epochMillis);
                narrow(link.validUntil(), epochMillis);
            }
        }
        return attributions;
    }

    private void narrow(long boundary, long epochMillis) {
        if (boundary <= epochMillis) {
            attributedFrom = Math.max(attributedFrom, boundary);
        } else {
            attributedUntil = Math.min(attributedUntil, boundary);
        }
    }

    /** Whether any member that the credential may stand for has a departure. */
    public boolean isConcerned() {
        for (MemberView member : members.values()) {
            if (!member.departures().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an access at that time may concern a departure at all: {@link #judge} finds nothing for any other.
     *
     * @param reachBefore see {@link Judgement#reachBefore}
     */
    public boolean reaches(long epochMillis, long reachBefore) {
        for (MemberView member : members.values()) {
            for (Departure departure : member.departures()) {
                if (epochMillis < departure.end() && departure.start() - epochMillis <= reachBefore) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a session's accesses are judged otherwise since its first access is known to be earlier than was thought. */
    public boolean changesJudgement(long knownFirst, long earlierFirst) {
        return members.values().stream()
                .flatMap(m -> m.departures().stream())
                .anyMatch(d -> earlierFirst < d.start() && d.start() <= knownFirst);
    }

    /**
     * The cases that an access concerns, by caseKey.
     *
     * @param sessionFirst see {@link Judgement#judge}
     */
    public Map<String, Fact> judge(AccessEvent access, long sessionFirst) {
        Map<String, Fact> facts = new LinkedHashMap<>();
        for (Attribution attribution : attributions(access.occurredAt())) {
            for (Case known : cases(attribution.memberKey())) {
                Fact fact = Judgement.judge(known.departure(), access, attribution, sessionFirst, policy);
                if (fact != null) {
                    facts.put(known.key(), fact);
                }
            }
        }
        return facts;
    }

    /** What the links alone say, for every departure, by caseKey. */
    public Map<String, SightingGatherer> sightings() {
        Map<String, SightingGatherer> sightings = new TreeMap<>();
        members.forEach((memberKey, member) -> {
            CredentialLink first = null;
            for (CredentialLink link : member.links()) {
                first = first == null || link.origin().compareTo(first.origin()) < 0 ? link : first;
            }
            String shown = first == null ? null : first.credentialId();
            for (Case known : cases(memberKey)) {
                boolean isAttributed = isAttributedByLink(memberKey, known.departure());
                Sighting byLinks = new Sighting(shown, isAttributed, null, null, List.of());
                sightings.put(known.key(), new SightingGatherer(byLinks));
            }
        });
        return sightings;
    }

    /** Adds an access to the sightings that it belongs to; gives the caseKeys of those that changed. */
    public List<String> see(DepartureRecord.Seen access, Map<String, SightingGatherer> sightings) {
        List<String> changed = new ArrayList<>();
        for (Attribution attribution : attributions(access.occurredAt())) {
            for (Case known : cases(attribution.memberKey())) {
                SightingGatherer gatherer = sightings.get(known.key());
                if (gatherer != null && gatherer.see(access, attribution, known.departure(), policy)) {
                    changed.add(known.key());
                }
            }
        }
        return changed;
    }

    private List<Case> cases(String memberKey) {
        return cases.getOrDefault(memberKey, List.of());
    }

    /** Attribution only changes where a link begins or ends, so those instants stand for all. */
    private boolean isAttributedByLink(String memberKey, Departure departure) {
        if (isAttributedByLink(memberKey, departure.start(), departure)) {
            return true;
        }
        for (CredentialLink link : links) {
            if (isAttributedByLink(memberKey, link.validFrom(), departure)
                    || isAttributedByLink(memberKey, link.validUntil(), departure)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAttributedByLink(String memberKey, long instant, Departure departure) {
        if (instant < departure.start() || instant >= departure.end()) {
            return false;
        }
        for (Attribution attribution : attributions(instant)) {
            if (attribution.kind() != AttributionKind.DIRECT
                    && attribution.memberKey().equals(memberKey)) {
                return true;
            }
        }
        return false;
    }
}
