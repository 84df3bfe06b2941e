package io.leaverwatch.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.AccessEvent;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What is packed comes back as it was, whatever it holds, and in few bytes where it is as accesses are. */
class PackedAccessTest {
    @Test
    void takesAThirdOfALinesBytes() throws Exception {
        AccessEvent access = SampleAccesses.usual(4711, 80_123);
        assertThat(packed(access).length).isLessThan(access.raw().length / 3);
    }

    @Test
    void comesBackAsItWas() throws Exception {
        for (AccessEvent access : SampleAccesses.odd()) {
            AccessEvent back = PackedAccess.read(new DataInputDeserializer(packed(access)))
                    .access(access.eventId(), access.credentialKey());
            assertThat(back).isEqualTo(access);
            assertThat(back).usingRecursiveComparison().as("every component").isEqualTo(access);
        }
    }

    private static byte[] packed(AccessEvent access) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        PackedAccess.of(access).write(out);
        return out.getCopyOfBuffer();
    }
}
