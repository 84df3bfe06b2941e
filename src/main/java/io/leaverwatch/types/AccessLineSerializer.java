package io.leaverwatch.types;

import io.leaverwatch.formats.AccessLine;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.Place;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Whose access it is, when and to what, where it was read, and the line. */
public final class AccessLineSerializer extends ImmutableSerializer<AccessLine> {
    private static final long serialVersionUID = 1L;

    /** The one instance; it has no state. */
    public static final AccessLineSerializer INSTANCE = new AccessLineSerializer();

    @Override
    public void serialize(AccessLine access, DataOutputView out) throws IOException {
        Texts.write(access.credentialKey(), out);
        out.writeLong(access.occurredAt());
        Texts.write(access.system(), out);
        writePlace(access, out);
        out.writeInt(access.raw().length);
        out.write(access.raw());
    }

    @Override
    public AccessLine deserialize(DataInputView in) throws IOException {
        String credentialKey = Texts.read(in);
        long occurredAt = in.readLong();
        String system = Texts.readShared(in);
        Place place = readPlace(in);
        long position = Numbers.read(in);
        byte[] raw = new byte[in.readInt()];
        in.readFully(raw);
        return new AccessLine(credentialKey, occurredAt, system, place, position, raw);
    }

    /** Where the line was read: its place, then its position. */
    static void writePlace(AccessLine access, DataOutputView out) throws IOException {
        Place place = access.place();
        Origins.writePlace(place.sourceOrder(), place.source(), place.partition(), access.position(), out);
    }

    /** The place that {@link #writePlace} wrote; the position follows. */
    static Place readPlace(DataInputView in) throws IOException {
        int sourceOrder = (int) Numbers.read(in);
        String source = Texts.readShared(in);
        int partition = (int) Numbers.read(in) - 1;
        return new Place(InputKind.ACCESS, sourceOrder, source, partition);
    }

    @Override
    public TypeSerializerSnapshot<AccessLine> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccessLine> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
