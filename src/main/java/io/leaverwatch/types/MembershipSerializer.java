package io.leaverwatch.types;

import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Field after field. */
public final class MembershipSerializer extends ImmutableSerializer<MembershipEvent> {
    private static final long serialVersionUID = 1L;
    private static final MembershipType[] TYPES = MembershipType.values();
    private static final int DATE_ONLY = 1;
    private static final int ZONE_ASSUMED = 2;
    private static final int TYPE_SHIFT = 2;

    /** The one instance; it has no state. */
    public static final MembershipSerializer INSTANCE = new MembershipSerializer();

    @Override
    public void serialize(MembershipEvent event, DataOutputView out) throws IOException {
        Texts.write(event.eventId(), out);
        Texts.write(event.memberId(), out);
        out.writeByte(event.type().ordinal() << TYPE_SHIFT
                | (event.zoneAssumed() ? ZONE_ASSUMED : 0)
                | (event.dateOnly() ? DATE_ONLY : 0));
        out.writeLong(event.effectiveAt());
        out.writeLong(event.effectiveDay());
        out.writeLong(event.recordedAt());
        out.writeLong(event.recordedForDay());
        Texts.write(event.retracts(), out);
        Texts.write(event.source(), out);
        Texts.write(event.reason(), out);
        Origins.write(event.origin(), out);
    }

    @Override
    public MembershipEvent deserialize(DataInputView in) throws IOException {
        String eventId = Texts.read(in);
        String memberId = Texts.read(in);
        int flags = in.readByte();
        long effectiveAt = in.readLong();
        long effectiveDay = in.readLong();
        long recordedAt = in.readLong();
        long recordedForDay = in.readLong();
        return new MembershipEvent(
                eventId,
                memberId,
                TYPES[flags >> TYPE_SHIFT],
                effectiveAt,
                (flags & DATE_ONLY) != 0,
                (flags & ZONE_ASSUMED) != 0,
                effectiveDay,
                recordedAt,
                recordedForDay,
                Texts.read(in),
                Texts.readShared(in),
                Texts.read(in),
                Origins.read(in));
    }

    @Override
    public TypeSerializerSnapshot<MembershipEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MembershipEvent> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
