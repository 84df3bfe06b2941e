package io.leaverwatch.types;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Outcome;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Field after field; the hot path's type deserves better than reflection. */
public final class AccessEventSerializer extends ImmutableSerializer<AccessEvent> {
    private static final long serialVersionUID = 1L;
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final int HASH_LENGTH = 32;

    /** The one instance; it has no state. */
    public static final AccessEventSerializer INSTANCE = new AccessEventSerializer();

    @Override
    public void serialize(AccessEvent access, DataOutputView out) throws IOException {
        Texts.write(access.eventId(), out);
        out.writeLong(access.occurredAt());
        out.writeByte(access.outcome().ordinal() << 1 | (access.zoneAssumed() ? 1 : 0));
        Texts.write(access.system(), out);
        Texts.write(access.credentialId(), out);
        Texts.write(access.action(), out);
        Texts.write(access.sessionId(), out);
        out.writeLong(access.recordsAffected());
        Origin origin = access.origin();
        out.writeInt(origin.sourceOrder());
        Texts.write(origin.source(), out);
        out.writeInt(origin.partition());
        out.writeLong(origin.position());
        out.write(origin.sha256(), 0, HASH_LENGTH);
        Numbers.write(access.raw().length, out);
        out.write(access.raw());
    }

    @Override
    public AccessEvent deserialize(DataInputView in) throws IOException {
        String eventId = Texts.read(in);
        long occurredAt = in.readLong();
        int flags = in.readByte();
        String system = Texts.readShared(in);
        String credentialId = Texts.read(in);
        String action = Texts.readShared(in);
        String sessionId = Texts.read(in);
        long records = in.readLong();
        int sourceOrder = in.readInt();
        String source = Texts.readShared(in);
        int partition = in.readInt();
        long position = in.readLong();
        byte[] sha256 = new byte[HASH_LENGTH];
        in.readFully(sha256);
        byte[] raw = new byte[(int) Numbers.read(in)];
        in.readFully(raw);
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
                new Origin(sourceOrder, source, partition, position, sha256),
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
