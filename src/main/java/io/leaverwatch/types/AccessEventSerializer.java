package io.leaverwatch.types;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Outcome;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The line, and field after field: with many leavers few things are sent as often. */
public final class AccessEventSerializer extends ImmutableSerializer<AccessEvent> {
    private static final long serialVersionUID = 1L;
    private static final Outcome[] OUTCOMES = Outcome.values();

    /** The one instance; it has no state. */
    public static final AccessEventSerializer INSTANCE = new AccessEventSerializer();

    @Override
    public void serialize(AccessEvent access, DataOutputView out) throws IOException {
        out.writeInt(access.raw().length);
        out.write(access.raw());
        Texts.write(access.eventId(), out);
        out.writeLong(access.occurredAt());
        out.writeByte(access.outcome().ordinal() << 1 | (access.zoneAssumed() ? 1 : 0));
        Texts.write(access.system(), out);
        Texts.write(access.credentialId(), out);
        Texts.write(access.action(), out);
        Texts.write(access.sessionId(), out);
        Numbers.write(access.recordsAffected() + 1, out);
        Origins.write(access.origin(), out);
    }

    @Override
    public AccessEvent deserialize(DataInputView in) throws IOException {
        byte[] raw = new byte[in.readInt()];
        in.readFully(raw);
        String eventId = Texts.read(in);
        long occurredAt = in.readLong();
        int flags = in.readByte();
        String system = Texts.readShared(in);
        String credentialId = Texts.read(in);
        String action = Texts.readShared(in);
        String sessionId = Texts.read(in);
        long records = Numbers.read(in) - 1;
        return new AccessEvent(
                eventId,
                occurredAt,
                (flags & 1) != 0,
                system,
                credentialId,
                action,
                OUTCOMES[flags >> 1],
                sessionId,
                records,
                Origins.read(in),
                raw);
    }

    @Override
    public TypeSerializerSnapshot<AccessEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccessEvent> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
