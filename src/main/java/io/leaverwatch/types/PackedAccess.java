package io.leaverwatch.types;

import io.leaverwatch.domain.AccessEvent;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An access in few bytes, for state that holds very many of them. Its eventId, and its credential where that is written as it
 * is compared, are left out: they are what it is kept under.
 *
 * @param occurredAt epoch millis
 * @param bytes the rest; see {@link AccessPacking}
 */
public record PackedAccess(long occurredAt, byte[] bytes) {

    /** Packs an access. */
    public static PackedAccess of(AccessEvent access) {
        return new PackedAccess(access.occurredAt(), AccessPacking.pack(access));
    }

    /**
     * The access as it was.
     *
     * @param eventId the access's
     * @param credentialKey the access's, as compared
     */
    public AccessEvent access(String eventId, String credentialKey) {
        return AccessPacking.unpack(this, eventId, credentialKey);
    }

    /** Writes this. */
    public void write(DataOutputView out) throws IOException {
        Numbers.write((occurredAt << 1) ^ (occurredAt >> (Long.SIZE - 1)), out);
        Numbers.write(bytes.length, out);
        out.write(bytes);
    }

    /** Reads what {@link #write} wrote. */
    public static PackedAccess read(DataInputView in) throws IOException {
        long zigzag = Numbers.read(in);
        byte[] bytes = new byte[Math.toIntExact(Numbers.read(in))];
        in.readFully(bytes);
        return new PackedAccess((zigzag >>> 1) ^ -(zigzag & 1), bytes);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof PackedAccess other && occurredAt == other.occurredAt && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
