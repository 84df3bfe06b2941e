package io.leaverwatch.report;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.AttributionKind;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.Evidence;
import io.leaverwatch.domain.Incident;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Severity;
import io.leaverwatch.domain.Verdict;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Verdicts as the pipeline gives them, with just what a test is about. */
final class Verdicts {
    static final long DEPARTED = Instant.parse("2031-05-20T17:30:00Z").toEpochMilli();

    private Verdicts() {}

    static String id(int number) {
        return String.format("%032x", number);
    }

    static Verdict alert(int id, long occurredAt, Severity severity, Alert.Status status, int position) {
        AccessEvent access = access(occurredAt, position);
        List<Evidence> evidence = List.of(
                new Evidence("access", access.eventId(), access.origin()),
                new Evidence("membership", "m-1", departure().opened().origin()));
        Alert alert = new Alert(
                id(id),
                "post-departure-access",
                severity,
                status,
                "member-1",
                "login-1",
                AttributionKind.OWNER,
                "Organise",
                occurredAt,
                occurredAt - DEPARTED,
                departure(),
                List.of(access),
                true,
                List.of(),
                null,
                List.of(),
                evidence,
                null,
                null);
        return Verdict.of(alert);
    }

    static Verdict incident(int id, long firstSeen, Alert.Status status) {
        Incident incident = new Incident(
                id(id),
                departure(),
                Severity.HIGH,
                status,
                1,
                1,
                firstSeen,
                firstSeen,
                List.of("Organise"),
                List.of("login-1"),
                BigInteger.ZERO,
                List.of("post-departure-access"));
        return Verdict.of(incident);
    }

    static Verdict departure(int id, DepartureRecord.Finding finding, boolean isWithdrawn) {
        DepartureRecord record = new DepartureRecord(
                id(id), departure(), List.of("login-1"), Map.of(), null, null, List.of(), finding, isWithdrawn);
        return Verdict.of(record);
    }

    private static Departure departure() {
        MembershipEvent event = new MembershipEvent(
                "m-1",
                "member-1",
                MembershipType.RESIGNED,
                DEPARTED,
                false,
                false,
                22_420,
                DEPARTED,
                DEPARTED,
                null,
                null,
                null,
                new Origin(0, "memberships.ndjson", -1, 0, new byte[32]));
        return new Departure(event, DEPARTED, Long.MAX_VALUE, null);
    }

    private static AccessEvent access(long occurredAt, int position) {
        String line = "{\"eventId\":\"a-" + position + "\",\"system\":\"Organise\",\"credentialId\":\"login-1\"}";
        return new AccessEvent(
                "a-" + position,
                occurredAt,
                false,
                "Organise",
                "login-1",
                "ACCESS",
                Outcome.SUCCESS,
                null,
                -1,
                new Origin(2, "accesses.ndjson", -1, position, new byte[32]),
                line.getBytes(StandardCharsets.UTF_8));
    }
}
