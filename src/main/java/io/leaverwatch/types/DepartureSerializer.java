package io.leaverwatch.types;

import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.MembershipEvent;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The period, the event that opened it, and the one that closed it if there is one. */
public final class DepartureSerializer extends ImmutableSerializer<Departure> {
    private static final long serialVersionUID = 1L;

    /** The one instance; it has no state. */
    public static final DepartureSerializer INSTANCE = new DepartureSerializer();

    @Override
    public void serialize(Departure departure, DataOutputView out) throws IOException {
        out.writeLong(departure.start());
        out.writeLong(departure.end());
        MembershipSerializer.INSTANCE.serialize(departure.opened(), out);
        out.writeBoolean(departure.closed() != null);
        if (departure.closed() != null) {
            MembershipSerializer.INSTANCE.serialize(departure.closed(), out);
        }
    }

    @Override
    public Departure deserialize(DataInputView in) throws IOException {
        long start = in.readLong();
        long end = in.readLong();
        MembershipEvent opened = MembershipSerializer.INSTANCE.deserialize(in);
        MembershipEvent closed = in.readBoolean() ? MembershipSerializer.INSTANCE.deserialize(in) : null;
        return new Departure(opened, start, end, closed);
    }

    @Override
    public TypeSerializerSnapshot<Departure> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Departure> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
