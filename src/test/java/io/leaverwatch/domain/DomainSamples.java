package io.leaverwatch.domain;

import io.leaverwatch.config.PolicyReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Events of member-0417, who departs at {@link #START}; their login is fern@example.org. Days are London's. */
final class DomainSamples {
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    static final long START = millis("2031-05-20T17:00:00Z");
    static final String MEMBER = "member-0417";
    static final String LOGIN = "fern@example.org";
    static final String CREATOR = "Contact Creator";
    static final String ORGANISE = "Organise";
    static final Policy POLICY = PolicyReader.defaults();
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private DomainSamples() {}

    static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    /** The default policy but for what the text says. */
    static Policy policy(String yaml) {
        return PolicyReader.read("policy.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    static Rule rule(Policy policy, String id) {
        return policy.rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Recorded when it took effect. */
    static MembershipEvent event(String eventId, MembershipType type, long at) {
        return recorded(eventId, type, at, at, null);
    }

    static MembershipEvent recorded(String eventId, MembershipType type, long at, long recordedAt, String source) {
        return membership(eventId, type, at, day(at), false, false, recordedAt, recordedAt, source, null);
    }

    static MembershipEvent zoneAssumed(String eventId, MembershipType type, long at) {
        return membership(eventId, type, at, day(at), false, true, at, at, null, null);
    }

    /** A day without a time, recorded at a time of its own. */
    static MembershipEvent dateOnly(String eventId, MembershipType type, String day, long recordedAt) {
        return dateOnly(eventId, type, day, recordedAt, null);
    }

    static MembershipEvent dateOnly(String eventId, MembershipType type, String day, long recordedAt, String source) {
        LocalDate date = LocalDate.parse(day);
        LocalDate from = type == MembershipType.REINSTATED ? date : date.plusDays(1);
        long at = from.atStartOfDay(LONDON).toInstant().toEpochMilli();
        return membership(eventId, type, at, date.toEpochDay(), true, false, recordedAt, recordedAt, source, null);
    }

    static MembershipEvent retraction(String eventId, String retracts) {
        long none = MembershipEvent.ABSENT;
        return membership(eventId, MembershipType.RETRACTED, none, none, false, false, none, none, null, retracts);
    }

    private static MembershipEvent membership(
            String eventId,
            MembershipType type,
            long at,
            long day,
            boolean dateOnly,
            boolean zoneAssumed,
            long recordedAt,
            long recordedForDay,
            String source,
            String retracts) {
        return new MembershipEvent(
                eventId,
                MEMBER,
                type,
                at,
                dateOnly,
                zoneAssumed,
                day,
                recordedAt,
                recordedForDay,
                retracts,
                source,
                null,
                origin(eventId));
    }

    private static long day(long at) {
        return Instant.ofEpochMilli(at).atZone(LONDON).toLocalDate().toEpochDay();
    }

    /** Begins at {@link #START}, recorded then, and does not end. */
    static Departure departed(MembershipType type) {
        return open(event("m-1", type, START));
    }

    static Departure open(MembershipEvent opened) {
        return new Departure(opened, opened.effectiveAt(), Long.MAX_VALUE, null);
    }

    static Departure until(MembershipEvent opened, long end) {
        return new Departure(opened, opened.effectiveAt(), end, event("m-2", MembershipType.REINSTATED, end));
    }

    static CredentialLink link(String memberId, Relation relation, long from, long until) {
        String name = memberId + relation + from + "/" + until;
        return new CredentialLink(LOGIN, memberId, relation, from, until, origin(name));
    }

    /** For all time. */
    static CredentialLink link(String memberId, Relation relation) {
        return link(memberId, relation, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static Attribution owner() {
        return Attribution.at(LOGIN, List.of(link(MEMBER, Relation.OWNER)), START)
                .get(0);
    }

    /** A successful VIEW of Contact Creator. */
    static AccessEvent access(String eventId, long at) {
        return access(eventId, at, "VIEW", Outcome.SUCCESS);
    }

    static AccessEvent access(String eventId, long at, String action, Outcome outcome) {
        return access(eventId, at, CREATOR, action, outcome, -1);
    }

    static AccessEvent access(
            String eventId, long at, String system, String action, Outcome outcome, long recordsAffected) {
        return access(eventId, at, false, system, LOGIN, action, outcome, recordsAffected);
    }

    static AccessEvent access(
            String eventId,
            long at,
            boolean zoneAssumed,
            String system,
            String credentialId,
            String action,
            Outcome outcome,
            long recordsAffected) {
        return new AccessEvent(
                eventId,
                at,
                zoneAssumed,
                system,
                credentialId,
                action,
                outcome,
                null,
                recordsAffected,
                origin(eventId),
                eventId.getBytes(StandardCharsets.UTF_8));
    }

    /** A breach by the member's own login. */
    static Fact breach(AccessEvent access, Caveat... caveats) {
        int bits = 0;
        for (Caveat caveat : caveats) {
            bits |= Caveat.bit(caveat);
        }
        return new Fact(true, access, AttributionKind.OWNER, bits, owner().links(), null);
    }

    static Fact exempted(AccessEvent access) {
        Exemption exemption = new Exemption(MEMBER, null, Set.of(), Long.MIN_VALUE, Long.MAX_VALUE, "handover", null);
        return new Fact(true, access, AttributionKind.OWNER, 0, owner().links(), exemption);
    }

    /** An access before the departure, that a rule looks at. */
    static Fact before(AccessEvent access, Caveat... caveats) {
        Fact fact = breach(access, caveats);
        return new Fact(false, access, fact.attribution(), fact.caveats(), fact.links(), null);
    }

    private static Origin origin(String text) {
        byte[] hash = ByteBuffer.allocate(32).putInt(text.hashCode()).array();
        return new Origin(0, "events.ndjson", -1, Math.abs((long) text.hashCode()), hash);
    }
}
