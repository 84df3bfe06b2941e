package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceEvents.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who a credential stands for at a time. */
final class ReferenceAttribution {

    private static final List<String> RELATIONS = List.of("OWNER", "DELEGATE", "SERVICE");

    private final List<Link> links;

    ReferenceAttribution(List<Link> countingLinks) {
        this.links = countingLinks;
    }

    /**
     * One member that a credential stands for.
     *
     * @param attribution OWNER, DELEGATE, SERVICE, LAST_HOLDER or DIRECT
     * @param relation the first of the member's relations; null for DIRECT
     * @param evidence all links of the member and the credential that the step used
     */
    record Holder(String memberKey, String attribution, String relation, List<Link> evidence, boolean shared) {

        /** What is said of the attribution for the accused. */
        Set<String> caveats() {
            Set<String> caveats = new LinkedHashSet<>();
            if ("DELEGATE".equals(relation)) {
                caveats.add("DELEGATE_CREDENTIAL");
            }
            if ("SERVICE".equals(relation)) {
                caveats.add("SERVICE_CREDENTIAL");
            }
            if (attribution.equals("LAST_HOLDER")) {
                caveats.add("LAST_HOLDER");
            }
            if (attribution.equals("DIRECT")) {
                caveats.add("NO_LINK");
            }
            if (shared) {
                caveats.add("SHARED_CREDENTIAL");
            }
            return caveats;
        }
    }

    List<Holder> at(String credentialKey, Instant t) {
        List<Link> valid = new ArrayList<>();
        List<Link> ended = new ArrayList<>();
        for (Link link : links) {
            if (link.credentialKey().equals(credentialKey)) {
                if (link.isValidAt(t)) {
                    valid.add(link);
                }
                if (link.endedBy(t)) {
                    ended.add(link);
                }
            }
        }
        if (!valid.isEmpty()) {
            return holders(valid, null);
        }
        if (!ended.isEmpty()) {
            Instant greatest =
                    ended.stream().map(Link::until).max(Instant::compareTo).orElseThrow();
            return holders(
                    ended.stream().filter(l -> l.until().equals(greatest)).toList(), "LAST_HOLDER");
        }
        return List.of(new Holder(credentialKey, "DIRECT", null, List.of(), false));
    }

    /** The holder that a member is at that time; null where it is none. */
    Holder of(String memberKey, String credentialKey, Instant t) {
        for (Holder holder : at(credentialKey, t)) {
            if (holder.memberKey().equals(memberKey)) {
                return holder;
            }
        }
        return null;
    }

    private static List<Holder> holders(List<Link> used, String attribution) {
        Set<String> members = new LinkedHashSet<>();
        used.forEach(link -> members.add(link.memberKey()));
        List<Holder> holders = new ArrayList<>();
        for (String member : members) {
            List<Link> own =
                    used.stream().filter(l -> l.memberKey().equals(member)).toList();
            String relation = RELATIONS.stream()
                    .filter(r -> own.stream().anyMatch(l -> l.relation().equals(r)))
                    .findFirst()
                    .orElseThrow();
            holders.add(new Holder(
                    member, attribution == null ? relation : attribution, relation, own, members.size() > 1));
        }
        return holders;
    }

    /** Whether the member is attributed by a link, valid or last, at some instant of the departure: the attribution changes only where a link begins or ends. */
    boolean holdsIn(ReferenceTimeline.Departure departure, String memberKey, String credentialKey) {
        List<Instant> changes = new ArrayList<>();
        changes.add(departure.start());
        for (Link link : links) {
            if (link.credentialKey().equals(credentialKey)) {
                changes.add(link.from());
                changes.add(link.until());
            }
        }
        for (Instant t : changes) {
            if (t != null && departure.contains(t)) {
                Holder holder = of(memberKey, credentialKey, t);
                if (holder != null && !holder.attribution().equals("DIRECT")) {
                    return true;
                }
            }
        }
        return false;
    }
}
