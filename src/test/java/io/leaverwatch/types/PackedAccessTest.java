package io.leaverwatch.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What is packed comes back as it was, whatever it holds, and in few bytes where it is as accesses are. */
class PackedAccessTest {
    private static final String LINE = """
            {"eventId":"cc-%1$d","occurredAt":"2031-05-20T21:52:%2$02d.%1$03dZ","system":"Contact Creator",\
            "credentialId":"m.%3$d@example.org","action":"VIEW","outcome":"SUCCESS","sourceIp":"198.51.100.%2$d",\
            "userAgent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 \
            Safari/537.36","sessionId":"s-%4$x","resource":"/wards/%2$d/contacts","recordsAffected":%2$d}""";

    @Test
    void takesAThirdOfALinesBytes() throws Exception {
        String line = LINE.formatted(4711, 17, 80_123, 0xc0ffee1234L);
        AccessEvent access = access("cc-4711", "m.80123@example.org", "s-c0ffee1234", line);
        assertThat(packed(access).length).isLessThan(line.length() / 3);
    }

    @Test
    void comesBackAsItWas() throws Exception {
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
        for (AccessEvent access : List.of(plain, nested, written, bare, odd, most)) {
            AccessEvent back = PackedAccess.read(new DataInputDeserializer(packed(access)))
                    .access(access.eventId(), access.credentialKey());
            assertThat(back).isEqualTo(access);
            assertThat(back).usingRecursiveComparison().as("every component").isEqualTo(access);
        }
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
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(raw);
            return new Origin(0, "access-events", 3, 123_456_789, hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] packed(AccessEvent access) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        PackedAccess.of(access).write(out);
        return out.getCopyOfBuffer();
    }
}
