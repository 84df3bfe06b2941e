package io.leaverwatch.types;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.AttributionKind;
import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.Fact;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The access, whose it is and what speaks for that. */
public final class FactSerializer extends ImmutableSerializer<Fact> {
    private static final long serialVersionUID = 1L;
    private static final AttributionKind[] ATTRIBUTIONS = AttributionKind.values();
    private static final ListSerializer<CredentialLink> LINKS = new ListSerializer<>(LinkSerializer.INSTANCE);

    /** The one instance; it has no state. */
    public static final FactSerializer INSTANCE = new FactSerializer();

    @Override
    public void serialize(Fact fact, DataOutputView out) throws IOException {
        out.writeBoolean(fact.isBreach());
        AccessEventSerializer.INSTANCE.serialize(fact.access(), out);
        out.writeByte(fact.attribution().ordinal());
        out.writeInt(fact.caveats());
        LINKS.serialize(fact.links(), out);
        Exemptions.write(fact.exemption(), out);
    }

    @Override
    public Fact deserialize(DataInputView in) throws IOException {
        boolean isBreach = in.readBoolean();
        AccessEvent access = AccessEventSerializer.INSTANCE.deserialize(in);
        AttributionKind attribution = ATTRIBUTIONS[in.readByte()];
        int caveats = in.readInt();
        List<CredentialLink> links = LINKS.deserialize(in);
        return new Fact(isBreach, access, attribution, caveats, links, Exemptions.read(in));
    }

    @Override
    public TypeSerializerSnapshot<Fact> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Fact> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
