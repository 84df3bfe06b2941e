package io.leaverwatch.types;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Outcome;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The line, its hash, and field after field; the hot path's type deserves better than reflection. */
public final class AccessEventSerializer extends ImmutableSerializer<AccessEvent> {
    private static final long serialVersionUID = 1L;
    private static final Outcome[] OUTCOMES = Outcome.values();

    private static final int HASH_LENGTH = 32;

    /** The one instance; it has no state. */
    public static final AccessEventSerializer INSTANCE = new AccessEventSerializer();

    @Override
    public void serialize(AccessEvent access, DataOutputView out) throws IOException {
        Origin origin = access.origin();
        out.writeInt(access.raw().length);
        out.write(access.raw());
        out.write(origin.sha256(), 0, HASH_LENGTH);
        Texts.write(access.eventId(), out);
        out.writeLong(access.occurredAt());
        out.writeByte(access.outcome().ordinal() << 1 | (access.zoneAssumed() ? 1 : 0));
        Texts.write(access.system(), out);
        Texts.write(access.credentialId(), out);
        Texts.write(access.action(), out);
        Texts.write(access.sessionId(), out);
        Numbers.write(access.recordsAffected() + 1, out);
        Numbers.write(origin.sourceOrder(), out);
        Texts.write(origin.source(), out);
        Numbers.write(origin.partition() + 1L, out);
        Numbers.write(origin.position(), out);
    }

    @Override
    public AccessEvent deserialize(DataInputView in) throws IOException {
        byte[] raw = new byte[in.readInt()];
        in.readFully(raw);
        byte[] sha256 = new byte[HASH_LENGTH];
        in.readFully(sha256);
        String eventId = Texts.read(in);
        long occurredAt = in.readLong();
        int flags = in.readByte();
        String system = Texts.readShared(in);
        String credentialId = Texts.read(in);
        String action = Texts.readShared(in);
        String sessionId = Texts.read(in);
        long records = Numbers.read(in) - 1;
        int sourceOrder = (int) Numbers.read(in);
        String source = Texts.readShared(in);
        int partition = (int) Numbers.read(in) - 1;
        long position = Numbers.read(in);
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
