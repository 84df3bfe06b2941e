package io.leaverwatch.types;

import io.leaverwatch.domain.AccessEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An access on its way to the join, which looks into very few: where it arrives it is still the bytes that it travelled as,
 * and becomes an access when one is asked for. For one thread at a time.
 */
public final class CarriedAccess {
    private static final int ROOM = 1 << 10;
    private static final ThreadLocal<DataOutputSerializer> SCRATCH =
            ThreadLocal.withInitial(() -> new DataOutputSerializer(ROOM));

    private final int keyHash;
    private final long occurredAt;
    private final byte[] form;
    private String credentialKey;
    private AccessEvent access;

    private CarriedAccess(int keyHash, long occurredAt, byte[] form, String credentialKey, AccessEvent access) {
        this.keyHash = keyHash;
        this.occurredAt = occurredAt;
        this.form = form;
        this.credentialKey = credentialKey;
        this.access = access;
    }

    /** An access that begins its way. */
    public static CarriedAccess of(AccessEvent access) {
        String key = access.credentialKey();
        return new CarriedAccess(key.hashCode(), access.occurredAt(), null, key, access);
    }

    /** One that has arrived. */
    static CarriedAccess arrived(int keyHash, long occurredAt, byte[] form) {
        return new CarriedAccess(keyHash, occurredAt, form, null, null);
    }

    /** The hash code of {@link #credentialKey}. */
    public int keyHash() {
        return keyHash;
    }

    /** When the access was, epoch millis. */
    public long occurredAt() {
        return occurredAt;
    }

    /** The credential's name as it is compared. */
    public String credentialKey() {
        if (credentialKey == null) {
            credentialKey = access().credentialKey();
        }
        return credentialKey;
    }

    /** The access. */
    public AccessEvent access() {
        if (access == null) {
            try {
                access = AccessEventSerializer.INSTANCE.deserialize(new DataInputDeserializer(form));
            } catch (IOException e) {
                throw new UncheckedIOException(e); // memory gives none
            }
        }
        return access;
    }

    /** The access as {@link AccessEventSerializer} writes it. */
    byte[] form() {
        return form != null ? form : written().getCopyOfBuffer();
    }

    /** Writes {@link #form} behind its length. */
    void writeForm(DataOutputView out) throws IOException {
        if (form != null) {
            out.writeInt(form.length);
            out.write(form);
        } else {
            DataOutputSerializer written = written();
            out.writeInt(written.length());
            out.write(written.getSharedBuffer(), 0, written.length());
        }
    }

    private DataOutputSerializer written() {
        DataOutputSerializer out = SCRATCH.get();
        out.clear();
        try {
            AccessEventSerializer.INSTANCE.serialize(access, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory gives none
        }
        return out;
    }
}
