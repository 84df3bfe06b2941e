package io.leaverwatch.pipeline;

import io.leaverwatch.types.ImmutableSerializer;
import io.leaverwatch.types.Numbers;
import io.leaverwatch.types.PackedAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The look-back's entries, each packed. */
public final class RememberedSerializer extends ImmutableSerializer<Remembered> {
    private static final long serialVersionUID = 1L;

    /** The one instance; it has no state. */
    public static final RememberedSerializer INSTANCE = new RememberedSerializer();

    @Override
    public void serialize(Remembered remembered, DataOutputView out) throws IOException {
        remembered.packed().write(out);
        Numbers.write(remembered.copies(), out);
        Numbers.write(remembered.sent().size(), out);
        for (Remembered.SentFact fact : remembered.sent()) {
            StringValue.writeString(fact.caseKey(), out);
            out.writeLong(fact.fingerprint());
        }
    }

    @Override
    public Remembered deserialize(DataInputView in) throws IOException {
        PackedAccess packed = PackedAccess.read(in);
        int copies = (int) Numbers.read(in);
        int size = (int) Numbers.read(in);
        List<Remembered.SentFact> sent = size == 0 ? List.of() : new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            sent.add(new Remembered.SentFact(StringValue.readString(in), in.readLong()));
        }
        return Remembered.of(packed, copies, sent);
    }

    @Override
    public TypeSerializerSnapshot<Remembered> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Remembered> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
