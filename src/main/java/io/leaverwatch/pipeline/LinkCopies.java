package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.types.HandWrittenType;
import io.leaverwatch.types.ImmutableSerializer;
import io.leaverwatch.types.LinkSerializer;
import io.leaverwatch.types.Numbers;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Part of the member timeline's state: the copy of a link that counts.
 *
 * @param link it
 * @param copies how many came with its content
 */
public record LinkCopies(CredentialLink link, int copies) {
    /** Its type. */
    static final TypeInformation<LinkCopies> TYPE = new HandWrittenType<>(LinkCopies.class, Serializer.INSTANCE);

    /** The stored form. */
    public static final class Serializer extends ImmutableSerializer<LinkCopies> {
        private static final long serialVersionUID = 1L;

        /** The one instance; it has no state. */
        public static final Serializer INSTANCE = new Serializer();

        @Override
        public void serialize(LinkCopies kept, DataOutputView out) throws IOException {
            LinkSerializer.INSTANCE.serialize(kept.link, out);
            Numbers.write(kept.copies, out);
        }

        @Override
        public LinkCopies deserialize(DataInputView in) throws IOException {
            return new LinkCopies(LinkSerializer.INSTANCE.deserialize(in), (int) Numbers.read(in));
        }

        @Override
        public TypeSerializerSnapshot<LinkCopies> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Names the serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<LinkCopies> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
