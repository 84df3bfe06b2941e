package io.leaverwatch.types;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.formats.AccessLine;
import io.leaverwatch.formats.AccessReader;
import io.leaverwatch.formats.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An access on its way to the join, which looks into very few: its line, where that was read, when the access was, and the
 * hash of its credential's name. Where it arrives it becomes an access when it is {@link #read}. For one thread at a time.
 */
public final class CarriedAccess {
    private static final int ROOM = 1 << 8;
    private static final ThreadLocal<DataOutputSerializer> SCRATCH =
            ThreadLocal.withInitial(() -> new DataOutputSerializer(ROOM));

    private final int keyHash;
    private final long occurredAt;
    /** Null where it has arrived. */
    private final AccessLine line;
    /** Null where it has not been sent. */
    private final byte[] form;

    private AccessEvent access;

    private CarriedAccess(int keyHash, long occurredAt, AccessLine line, byte[] form) {
        this.keyHash = keyHash;
        this.occurredAt = occurredAt;
        this.line = line;
        this.form = form;
    }

    /** An access that begins its way. */
    public static CarriedAccess of(AccessLine line) {
        return new CarriedAccess(line.credentialKey().hashCode(), line.occurredAt(), line, null);
    }

    /** One that has arrived. */
    static CarriedAccess arrived(int keyHash, long occurredAt, byte[] form) {
        return new CarriedAccess(keyHash, occurredAt, null, form);
    }

    /** One that has arrived and was read. */
    static CarriedAccess read(byte[] form, AccessEvent access) {
        CarriedAccess carried = arrived(access.credentialKey().hashCode(), access.occurredAt(), form);
        carried.access = access;
        return carried;
    }

    /** The hash code of {@link #credentialKey}. */
    public int keyHash() {
        return keyHash;
    }

    /** When the access was, epoch millis. */
    public long occurredAt() {
        return occurredAt;
    }

    /** The credential's name as it is compared; where it has arrived, only once it was {@link #read}. */
    public String credentialKey() {
        if (line == null && access == null) {
            throw new IllegalStateException("an access that has arrived has to be read before its credential is known");
        }
        return line != null ? line.credentialKey() : access.credentialKey();
    }

    /** The access; null where its system is no longer protected. */
    public AccessEvent read(AccessReader reader) {
        if (access == null) {
            access = line == null ? access(form, reader) : reader.read(line.place(), line.position(), line.raw());
        }
        return access;
    }

    /** The access that travelled in this form, as above. */
    static AccessEvent access(byte[] form, AccessReader reader) {
        try {
            DataInputDeserializer in = new DataInputDeserializer(form);
            Place place = AccessLineSerializer.readPlace(in);
            long position = Numbers.read(in);
            byte[] raw = new byte[in.available()];
            in.readFully(raw);
            return reader.read(place, position, raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory gives none
        }
    }

    /** What travels: where the line was read, and behind that the line. */
    byte[] form() {
        if (form != null) {
            return form;
        }
        DataOutputSerializer place = place();
        byte[] whole = new byte[place.length() + line.raw().length];
        System.arraycopy(place.getSharedBuffer(), 0, whole, 0, place.length());
        System.arraycopy(line.raw(), 0, whole, place.length(), line.raw().length);
        return whole;
    }

    /** Writes {@link #form} behind its length. */
    void writeForm(DataOutputView out) throws IOException {
        if (form != null) {
            out.writeInt(form.length);
            out.write(form);
        } else {
            DataOutputSerializer place = place();
            out.writeInt(place.length() + line.raw().length);
            out.write(place.getSharedBuffer(), 0, place.length());
            out.write(line.raw());
        }
    }

    private DataOutputSerializer place() {
        DataOutputSerializer out = SCRATCH.get();
        out.clear();
        try {
            AccessLineSerializer.writePlace(line, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory gives none
        }
        return out;
    }
}
