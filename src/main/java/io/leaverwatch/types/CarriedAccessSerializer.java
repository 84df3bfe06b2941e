package io.leaverwatch.types;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the join needs of each access, and before it is looked into the rest in one piece. */
public final class CarriedAccessSerializer extends ImmutableSerializer<CarriedAccess> {
    private static final long serialVersionUID = 1L;

    /** The one instance; it has no state. */
    public static final CarriedAccessSerializer INSTANCE = new CarriedAccessSerializer();

    @Override
    public void serialize(CarriedAccess carried, DataOutputView out) throws IOException {
        out.writeInt(carried.keyHash());
        out.writeLong(carried.occurredAt());
        carried.writeForm(out);
    }

    @Override
    public CarriedAccess deserialize(DataInputView in) throws IOException {
        int keyHash = in.readInt();
        long occurredAt = in.readLong();
        byte[] form = new byte[in.readInt()];
        in.readFully(form);
        return CarriedAccess.arrived(keyHash, occurredAt, form);
    }

    @Override
    public TypeSerializerSnapshot<CarriedAccess> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CarriedAccess> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
