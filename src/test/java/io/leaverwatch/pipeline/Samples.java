package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.AttributionKind;
import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.Digests;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Relation;
import io.leaverwatch.formats.AccessLine;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.Place;
import io.leaverwatch.types.CarriedAccess;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Events of one leaver, member-0417, who resigns at {@link #RESIGNED_AT}; their login is fern@example.org. */
final class Samples {
    static final long RESIGNED_AT = Instant.parse("2031-05-20T17:00:00Z").toEpochMilli();
    static final String MEMBER = "member-0417";
    static final String LOGIN = "fern@example.org";
    static final String CASE = MEMBER + '\0' + "m-1";

    /** By {@link #resigned}; for good. */
    static final Departure DEPARTURE = new Departure(resigned(), RESIGNED_AT, Long.MAX_VALUE, null);

    private Samples() {}

    /** A departure for good by an event of that id. */
    static Departure departure(String eventId) {
        return new Departure(
                membership(eventId, MembershipType.RESIGNED, RESIGNED_AT, null), RESIGNED_AT, Long.MAX_VALUE, null);
    }

    static MembershipEvent resigned() {
        return membership("m-1", MembershipType.RESIGNED, RESIGNED_AT, null);
    }

    static MembershipEvent reinstated(long at) {
        return membership("m-2", MembershipType.REINSTATED, at, null);
    }

    static MembershipEvent retraction() {
        return membership("m-3", MembershipType.RETRACTED, MembershipEvent.ABSENT, "m-1");
    }

    private static MembershipEvent membership(String eventId, MembershipType type, long at, String retracts) {
        long day = at == MembershipEvent.ABSENT ? at : Math.floorDiv(at, 86_400_000L);
        return new MembershipEvent(
                eventId, MEMBER, type, at, false, false, day, at, at, retracts, null, null, origin(eventId));
    }

    static CredentialLink link() {
        return new CredentialLink(LOGIN, MEMBER, Relation.OWNER, Long.MIN_VALUE, Long.MAX_VALUE, origin("link"));
    }

    /** A successful VIEW of Contact Creator. */
    static AccessEvent access(int number, long occurredAt) {
        return access(number, occurredAt, Outcome.SUCCESS);
    }

    static AccessEvent access(int number, long occurredAt, Outcome outcome) {
        return access(number, occurredAt, outcome, "Contact Creator");
    }

    static AccessEvent access(int number, long occurredAt, Outcome outcome, String system) {
        return access(number, occurredAt, outcome, system, null);
    }

    /** The same in a session. */
    static AccessEvent access(int number, long occurredAt, Outcome outcome, String system, String sessionId) {
        String eventId = "a-%07d".formatted(number);
        String line = "{\"eventId\":\"%s\",\"occurredAt\":%d,\"system\":\"%s\",\"credentialId\":\"%s\","
                + "\"action\":\"VIEW\",\"outcome\":\"%s\"%s}";
        String session = sessionId == null ? "" : ",\"sessionId\":\"" + sessionId + "\"";
        byte[] raw = line.formatted(eventId, occurredAt, system, LOGIN, outcome, session)
                .getBytes(StandardCharsets.UTF_8);
        return new AccessEvent(
                eventId,
                occurredAt,
                false,
                system,
                LOGIN,
                "VIEW",
                outcome,
                sessionId,
                -1,
                new Origin(0, "events.ndjson", -1, number, Digests.sha256().digest(raw)),
                raw);
    }

    /** An access by the owner of {@link #LOGIN} after {@link #DEPARTURE}. */
    static Fact breach(AccessEvent access) {
        return new Fact(true, access, AttributionKind.OWNER, 0, List.of(link()), null);
    }

    /** An access as it travels. */
    static CarriedAccess carried(AccessEvent access) {
        Origin origin = access.origin();
        Place place = new Place(InputKind.ACCESS, origin.sourceOrder(), origin.source(), origin.partition());
        return CarriedAccess.of(AccessLine.of(access, place));
    }

    private static Origin origin(String text) {
        byte[] hash = ByteBuffer.allocate(32).putInt(text.hashCode()).array();
        return new Origin(0, "events.ndjson", -1, Math.abs((long) text.hashCode()), hash);
    }
}
