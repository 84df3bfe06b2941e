package io.leaverwatch.types;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Texts in one piece: Flink's own serializer writes a checkpoint's texts byte after byte, which takes most of its time. */
public final class TextSerializer extends ImmutableSerializer<String> {
    private static final long serialVersionUID = 1L;

    /** The one instance; it has no state. */
    public static final TextSerializer INSTANCE = new TextSerializer();

    /** Its type, for keys of what the heap holds very much of. */
    public static final TypeInformation<String> TYPE = new HandWrittenType<>(String.class, INSTANCE);

    @Override
    public String createInstance() {
        return "";
    }

    @Override
    public void serialize(String text, DataOutputView out) throws IOException {
        Texts.write(text, out);
    }

    @Override
    public String deserialize(DataInputView in) throws IOException {
        return Texts.read(in);
    }

    @Override
    public TypeSerializerSnapshot<String> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<String> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
