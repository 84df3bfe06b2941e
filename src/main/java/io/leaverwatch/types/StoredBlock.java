package io.leaverwatch.types;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An {@link AccessBlock} as it lies in the state. It is written packed, and on the heap may lie there as it was: a checkpoint
 * that writes the heap beside the job then packs it beside the job too.
 */
public final class StoredBlock {
    /** Its type. */
    public static final TypeInformation<StoredBlock> TYPE =
            new HandWrittenType<>(StoredBlock.class, Serializer.INSTANCE);

    private static final int PACKED = -1;

    private final byte[] bytes;
    /** How many of the bytes count; {@link #PACKED} where they are packed. */
    private final int length;

    private StoredBlock(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** So many bytes from the beginning, which nobody changes. */
    static StoredBlock plain(byte[] records, int length) {
        return new StoredBlock(records, length);
    }

    /** The same, packed now. */
    static StoredBlock packed(byte[] records, int length) {
        return new StoredBlock(BlockCodec.pack(records, length), PACKED);
    }

    /** A copy of the block's bytes, not packed. */
    byte[] records() {
        return length == PACKED ? BlockCodec.unpack(bytes) : Arrays.copyOf(bytes, length);
    }

    private byte[] packed() {
        return length == PACKED ? bytes : BlockCodec.pack(bytes, length);
    }

    /** The stored form. */
    public static final class Serializer extends ImmutableSerializer<StoredBlock> {
        private static final long serialVersionUID = 1L;

        /** The one instance; it has no state. */
        public static final Serializer INSTANCE = new Serializer();

        @Override
        public void serialize(StoredBlock block, DataOutputView out) throws IOException {
            PackedBytes.INSTANCE.serialize(block.packed(), out);
        }

        @Override
        public StoredBlock deserialize(DataInputView in) throws IOException {
            return new StoredBlock(PackedBytes.INSTANCE.deserialize(in), PACKED);
        }

        @Override
        public TypeSerializerSnapshot<StoredBlock> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Names the serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<StoredBlock> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
