package io.leaverwatch.types;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Digests;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Accesses to be stored. */
final class SampleAccesses {
    private static final String LINE = """
            {"eventId":"cc-%1$d","occurredAt":"2031-05-20T21:52:%2$02d.%1$03dZ","system":"Contact Creator",\
            "credentialId":"m.%3$d@example.org","action":"VIEW","outcome":"SUCCESS","sourceIp":"198.51.100.%2$d",\
            "userAgent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 \
            Safari/537.36","sessionId":"s-%4$x","resource":"/wards/%2$d/contacts","recordsAffected":%2$d}""";

    private SampleAccesses() {}

    /** One as most are. */
    static AccessEvent usual(int number, int member) {
        return access(
                "cc-" + number,
                "m." + member + "@example.org",
                "s-c0ffee1234",
                LINE.formatted(number, number % 60, member, 0xc0ffee1234L));
    }

    /** Those that are written in an unusual way, and one that is not. */
    static List<AccessEvent> odd() {
        AccessEvent plain = access("cc-1", "m@example.org", "s-1", LINE.formatted(1, 2, 3, 4));
        AccessEvent bare = new AccessEvent(
                "e",
                -62_135_596_800_000L,
                true,
                "Organise",
                "c",
                "ACCESS",
                Outcome.ERROR,
                null,
                -1,
                origin(new byte[0]),
                new byte[0]);
        AccessEvent nested = access("2031", "05", "2", LINE.formatted(2031, 5, 5, 2));
        AccessEvent written = access("Cc-1", "M.2@Example.org", "s-1", LINE.formatted(1, 2, 2, 1));
        AccessEvent odd = access("\uD800 half", "\u00e9\u4e00", "", "{\"eventId\":\"\u00e9\"}");
        AccessEvent most = new AccessEvent(
                "m",
                Long.MAX_VALUE,
                false,
                "Organise",
                "c",
                "EXPORT",
                Outcome.DENIED,
                "s",
                Long.MAX_VALUE - 1,
                new Origin(3, "file.ndjson", -1, Long.MAX_VALUE, new byte[32]),
                "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
        return List.of(plain, nested, written, bare, odd, most);
    }

    private static AccessEvent access(String eventId, String credentialId, String sessionId, String line) {
        byte[] raw = line.getBytes(StandardCharsets.UTF_8);
        return new AccessEvent(
                eventId,
                1_937_000_000_123L,
                false,
                "Contact Creator",
                credentialId,
                "VIEW",
                Outcome.SUCCESS,
                sessionId,
                17,
                origin(raw),
                raw);
    }

    private static Origin origin(byte[] raw) {
        return new Origin(0, "access-events", 3, 123_456_789, Digests.sha256().digest(raw));
    }
}
