package io.leaverwatch.pipeline;

import io.leaverwatch.types.HandWrittenType;
import io.leaverwatch.types.ImmutableSerializer;
import io.leaverwatch.types.LinkSerializer;
import io.leaverwatch.types.MembershipSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Which of the two it is, and that. */
public final class MemberInputSerializer extends ImmutableSerializer<MemberInput> {
    private static final long serialVersionUID = 1L;

    /** The one instance; it has no state. */
    public static final MemberInputSerializer INSTANCE = new MemberInputSerializer();

    /** Its type. */
    static final TypeInformation<MemberInput> TYPE = new HandWrittenType<>(MemberInput.class, INSTANCE);

    @Override
    public void serialize(MemberInput input, DataOutputView out) throws IOException {
        out.writeBoolean(input.link() != null);
        if (input.link() != null) {
            LinkSerializer.INSTANCE.serialize(input.link(), out);
        } else {
            MembershipSerializer.INSTANCE.serialize(input.event(), out);
        }
    }

    @Override
    public MemberInput deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new MemberInput(null, LinkSerializer.INSTANCE.deserialize(in))
                : new MemberInput(MembershipSerializer.INSTANCE.deserialize(in), null);
    }

    @Override
    public TypeSerializerSnapshot<MemberInput> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MemberInput> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
