package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Departure;
import io.leaverwatch.types.DepartureSerializer;
import io.leaverwatch.types.HandWrittenType;
import io.leaverwatch.types.ImmutableSerializer;
import io.leaverwatch.types.PackedLinks;
import io.leaverwatch.types.TextSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Field after field: when a live job starts, each link there ever was is sent to the join. */
public final class CredentialUpdateSerializer extends ImmutableSerializer<CredentialUpdate> {
    private static final long serialVersionUID = 1L;
    private static final ListSerializer<Departure> DEPARTURES = new ListSerializer<>(DepartureSerializer.INSTANCE);

    /** The one instance; it has no state. */
    public static final CredentialUpdateSerializer INSTANCE = new CredentialUpdateSerializer();

    /** Its type. */
    static final TypeInformation<CredentialUpdate> TYPE = new HandWrittenType<>(CredentialUpdate.class, INSTANCE);

    @Override
    public void serialize(CredentialUpdate update, DataOutputView out) throws IOException {
        TextSerializer.INSTANCE.serialize(update.credentialKey(), out);
        TextSerializer.INSTANCE.serialize(update.memberKey(), out);
        PackedLinks.Serializer.INSTANCE.serialize(update.links(), out);
        DEPARTURES.serialize(update.departures(), out);
    }

    @Override
    public CredentialUpdate deserialize(DataInputView in) throws IOException {
        String credentialKey = TextSerializer.INSTANCE.deserialize(in);
        String memberKey = TextSerializer.INSTANCE.deserialize(in);
        PackedLinks links = PackedLinks.Serializer.INSTANCE.deserialize(in);
        return new CredentialUpdate(credentialKey, memberKey, links, DEPARTURES.deserialize(in));
    }

    @Override
    public TypeSerializerSnapshot<CredentialUpdate> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CredentialUpdate> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
