package io.leaverwatch.types;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is known of a stored {@link AccessBlock} without unpacking it.
 *
 * @param newest no access in it is later, epoch millis
 * @param keyHashes the hash codes of its accesses' credentials, in the block's order
 */
public record BlockIndex(long newest, int[] keyHashes) {
    /** Its type. */
    public static final TypeInformation<BlockIndex> TYPE = new HandWrittenType<>(BlockIndex.class, Serializer.INSTANCE);

    /** Whether an access of a credential with this hash code may be in the block. */
    public boolean mayHold(int keyHash) {
        for (int other : keyHashes) {
            if (other == keyHash) {
                return true;
            }
        }
        return false;
    }

    /** The stored form. */
    public static final class Serializer extends ImmutableSerializer<BlockIndex> {
        private static final long serialVersionUID = 1L;

        /** The one instance; it has no state. */
        public static final Serializer INSTANCE = new Serializer();

        @Override
        public void serialize(BlockIndex index, DataOutputView out) throws IOException {
            out.writeLong(index.newest);
            Numbers.write(index.keyHashes.length, out);
            for (int hash : index.keyHashes) {
                out.writeInt(hash);
            }
        }

        @Override
        public BlockIndex deserialize(DataInputView in) throws IOException {
            long newest = in.readLong();
            int[] keyHashes = new int[(int) Numbers.read(in)];
            for (int i = 0; i < keyHashes.length; i++) {
                keyHashes[i] = in.readInt();
            }
            return new BlockIndex(newest, keyHashes);
        }

        @Override
        public TypeSerializerSnapshot<BlockIndex> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Names the serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<BlockIndex> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
