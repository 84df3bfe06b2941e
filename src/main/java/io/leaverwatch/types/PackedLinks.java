package io.leaverwatch.types;

import io.leaverwatch.domain.CredentialLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A member's links to one credential, in one piece: so they travel and lie in the state, where each checkpoint writes every
 * link there ever was, and are read only where the member has left.
 */
public final class PackedLinks {
    private static final int ROOM = 1 << 8;

    /** No links. */
    public static final PackedLinks NONE = new PackedLinks(new byte[0]);

    /** Its type. */
    public static final TypeInformation<PackedLinks> TYPE =
            new HandWrittenType<>(PackedLinks.class, Serializer.INSTANCE);

    private final byte[] bytes;

    private PackedLinks(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The copy of a link that counts.
     *
     * @param link it
     * @param copies how many came with its content
     */
    public record Copies(CredentialLink link, int copies) {}

    /** Packs links, each of which came once. */
    public static PackedLinks of(CredentialLink... links) {
        List<Copies> once = new ArrayList<>();
        for (CredentialLink link : links) {
            once.add(new Copies(link, 1));
        }
        return of(once);
    }

    /** Packs links. */
    public static PackedLinks of(List<Copies> links) {
        if (links.isEmpty()) {
            return NONE;
        }
        DataOutputSerializer out = new DataOutputSerializer(ROOM);
        try {
            for (Copies kept : links) {
                Numbers.write(kept.copies, out);
                LinkSerializer.INSTANCE.serialize(kept.link, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory gives none
        }
        return new PackedLinks(out.getCopyOfBuffer());
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The links, each with its copies, in the order in which they were packed. */
    public List<Copies> copies() {
        List<Copies> all = new ArrayList<>();
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        try {
            while (in.available() > 0) {
                int copies = (int) Numbers.read(in);
                all.add(new Copies(LinkSerializer.INSTANCE.deserialize(in), copies));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory gives none
        }
        return all;
    }

    /** The links, as above. */
    public List<CredentialLink> links() {
        List<CredentialLink> all = new ArrayList<>();
        for (Copies kept : copies()) {
            all.add(kept.link);
        }
        return all;
    }

    /** The stored form. */
    public static final class Serializer extends ImmutableSerializer<PackedLinks> {
        private static final long serialVersionUID = 1L;

        /** The one instance; it has no state. */
        public static final Serializer INSTANCE = new Serializer();

        @Override
        public void serialize(PackedLinks links, DataOutputView out) throws IOException {
            PackedBytes.INSTANCE.serialize(links.bytes, out);
        }

        @Override
        public PackedLinks deserialize(DataInputView in) throws IOException {
            byte[] bytes = PackedBytes.INSTANCE.deserialize(in);
            return bytes.length == 0 ? NONE : new PackedLinks(bytes);
        }

        @Override
        public TypeSerializerSnapshot<PackedLinks> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Names the serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PackedLinks> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
