package io.leaverwatch.formats;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.AttributionKind;
import io.leaverwatch.domain.Caveat;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.Evidence;
import io.leaverwatch.domain.Exemption;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Values of the domain to write, and the lines that some of their parts give. */
final class WriterSamples {
    static final String HASH_7 = "07".repeat(32);
    static final String HASH_255 = "ff".repeat(32);
    static final MembershipEvent RESIGNED = resigned(false, "hr", "moved away");
    static final Departure OPEN_END = new Departure(RESIGNED, millis("2031-05-20T17:00:00Z"), Long.MAX_VALUE, null);
    /** The field departure of {@link #OPEN_END}. */
    static final String DEPARTURE = "\"departure\":{\"eventId\":\"r-1\",\"type\":\"RESIGNED\","
            + "\"effectiveAt\":\"2031-05-20T17:00:00.000Z\",\"recordedAt\":\"2031-05-21T09:00:00.000Z\","
            + "\"until\":null,\"source\":\"hr\",\"reason\":\"moved away\"}";

    private WriterSamples() {}

    static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    static String line(byte[] written) {
        return new String(written, StandardCharsets.UTF_8);
    }

    static Origin origin(int partition, long position, int hashByte) {
        byte[] hash = new byte[32];
        Arrays.fill(hash, (byte) hashByte);
        return new Origin(0, partition < 0 ? "accesses.ndjson" : "access-events", partition, position, hash);
    }

    static MembershipEvent resigned(boolean dateOnly, String source, String reason) {
        long effectiveAt = millis("2031-05-20T17:00:00Z");
        long recordedAt = millis("2031-05-21T09:00:00Z");
        return new MembershipEvent(
                " r-1 ",
                "Member-0417",
                MembershipType.RESIGNED,
                effectiveAt,
                dateOnly,
                false,
                22_420,
                recordedAt,
                recordedAt,
                null,
                source,
                reason,
                origin(-1, 12, 255));
    }

    static AccessEvent access(String raw) {
        return access("a-1", null, -1, raw);
    }

    static AccessEvent access(String eventId, String sessionId, long recordsAffected, String raw) {
        return new AccessEvent(
                eventId,
                millis("2031-05-21T08:15:00Z"),
                false,
                "Contact Creator",
                "Ann@x",
                "EXPORT",
                Outcome.SUCCESS,
                sessionId,
                recordsAffected,
                origin(-1, 1234, 7),
                raw.getBytes(StandardCharsets.UTF_8));
    }

    static Alert single(AccessEvent access) {
        return alert(Alert.Status.OPEN, List.of(access), true, null, null);
    }

    static Alert alert(
            Alert.Status status, List<AccessEvent> accesses, boolean isSingle, Exemption exemption, String because) {
        return new Alert(
                "0123abcd",
                "post-departure-access",
                Severity.CRITICAL,
                status,
                "Member-0417",
                isSingle ? "Ann@x" : null,
                isSingle ? AttributionKind.OWNER : null,
                isSingle ? "Contact Creator" : null,
                millis("2031-05-21T08:15:00Z"),
                millis("2031-05-21T08:15:00Z") - OPEN_END.start(),
                OPEN_END,
                accesses,
                isSingle,
                List.of(Caveat.RECORDED_LATE, Caveat.NO_LINK),
                isSingle ? "special category: political opinions" : null,
                List.of("T1078", "T1213"),
                List.of(
                        new Evidence("access", accesses.get(0).eventId(), origin(-1, 1234, 7)),
                        new Evidence("membership", "r-1", origin(3, 9, 255)),
                        new Evidence("link", null, origin(-1, 0, 7))),
                exemption,
                because);
    }
}
