package io.leaverwatch.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything known of who one credential stands for; judges its accesses. */
public final class CredentialView {
    private final String credentialKey;
    private final Map<String, MemberView> members;
    private final List<CredentialLink> links = new ArrayList<>();
    private final Policy policy;

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
        this.members.values().forEach(m -> links.addAll(m.links()));
    }

    /** Whether any member that the credential may stand for has a departure. */
    public boolean isConcerned() {
        return members.values().stream().anyMatch(m -> !m.departures().isEmpty());
    }

    /** Whether a session that now is known since {@code now}, not {@code before}, changes the judgement of its accesses. */
    public boolean matters(long before, long now) {
        return members.values().stream()
                .flatMap(m -> m.departures().stream())
                .anyMatch(d -> now < d.start() && d.start() <= before);
    }

    /**
     * The cases that an access concerns, by caseKey.
     *
     * @param sessionFirst see {@link Judgement#judge}
     */
    public Map<String, Fact> judge(AccessEvent access, long sessionFirst) {
        Map<String, Fact> facts = new LinkedHashMap<>();
        for (Attribution attribution : Attribution.at(credentialKey, links, access.occurredAt())) {
            for (Departure departure : departures(attribution.memberKey())) {
                Fact fact = Judgement.judge(departure, access, attribution, sessionFirst, policy);
                if (fact != null) {
                    facts.put(departure.caseKey(), fact);
                }
            }
        }
        return facts;
    }

    /** What the links alone say, for every departure, by caseKey. */
    public Map<String, Sighting> sightings() {
        Map<String, Sighting> sightings = new TreeMap<>();
        members.forEach((memberKey, member) -> {
            String shown = member.links().stream()
                    .min((a, b) -> a.origin().comparePosition(b.origin()))
                    .map(CredentialLink::credentialId)
                    .orElse(null);
            for (Departure departure : member.departures()) {
                boolean isAttributed = isAttributedByLink(memberKey, departure);
                sightings.put(departure.caseKey(), new Sighting(shown, isAttributed, null, null, List.of()));
            }
        });
        return sightings;
    }

    /** Adds an access to the sightings that it belongs to; gives the caseKeys of those that changed. */
    public List<String> see(AccessEvent access, Map<String, Sighting> sightings) {
        List<String> changed = new ArrayList<>();
        for (Attribution attribution : Attribution.at(credentialKey, links, access.occurredAt())) {
            for (Departure departure : departures(attribution.memberKey())) {
                Sighting before = sightings.get(departure.caseKey());
                if (before == null) {
                    continue;
                }
                Sighting after = before.with(access, attribution, departure, policy);
                if (!after.equals(sightings.put(departure.caseKey(), after))) {
                    changed.add(departure.caseKey());
                }
            }
        }
        return changed;
    }

    private List<Departure> departures(String memberKey) {
        MemberView member = members.get(memberKey);
        return member == null ? List.of() : member.departures();
    }

    /** Attribution only changes where a link begins or ends, so those instants stand for all. */
    private boolean isAttributedByLink(String memberKey, Departure departure) {
        List<Long> instants = new ArrayList<>();
        instants.add(departure.start());
        for (CredentialLink link : links) {
            instants.add(link.validFrom());
            instants.add(link.validUntil());
        }
        return instants.stream()
                .filter(t -> departure.start() <= t && t < departure.end())
                .flatMap(t -> Attribution.at(credentialKey, links, t).stream())
                .anyMatch(a -> a.memberKey().equals(memberKey) && a.kind() != AttributionKind.DIRECT);
    }
}
