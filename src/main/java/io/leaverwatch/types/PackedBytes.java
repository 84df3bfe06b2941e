package io.leaverwatch.types;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes in state that nobody changes: Flink's own serializer of bytes would have the heap copy them at each checkpoint. */
public final class PackedBytes extends ImmutableSerializer<byte[]> {
    private static final long serialVersionUID = 1L;

    /** The one instance; it has no state. */
    public static final PackedBytes INSTANCE = new PackedBytes();

    /** Its type. */
    public static final TypeInformation<byte[]> TYPE = new HandWrittenType<>(byte[].class, INSTANCE);

    @Override
    public void serialize(byte[] bytes, DataOutputView out) throws IOException {
        Numbers.write(bytes.length, out);
        out.write(bytes);
    }

    @Override
    public byte[] deserialize(DataInputView in) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(Numbers.read(in))];
        in.readFully(bytes);
        return bytes;
    }

    @Override
    public TypeSerializerSnapshot<byte[]> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<byte[]> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
