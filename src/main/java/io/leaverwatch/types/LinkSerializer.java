package io.leaverwatch.types;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.Relation;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Field after field: links are most of what the heap writes at each checkpoint, and reflection takes several times as long. */
public final class LinkSerializer extends ImmutableSerializer<CredentialLink> {
    private static final long serialVersionUID = 1L;
    private static final Relation[] RELATIONS = Relation.values();

    /** The one instance; it has no state. */
    public static final LinkSerializer INSTANCE = new LinkSerializer();

    /** Its type. */
    public static final TypeInformation<CredentialLink> TYPE = new HandWrittenType<>(CredentialLink.class, INSTANCE);

    @Override
    public void serialize(CredentialLink link, DataOutputView out) throws IOException {
        Texts.write(link.credentialId(), out);
        Texts.write(link.memberId(), out);
        out.writeByte(link.relation().ordinal());
        out.writeLong(link.validFrom());
        out.writeLong(link.validUntil());
        Origins.write(link.origin(), out);
    }

    @Override
    public CredentialLink deserialize(DataInputView in) throws IOException {
        String credentialId = Texts.read(in);
        String memberId = Texts.read(in);
        Relation relation = RELATIONS[in.readByte()];
        long validFrom = in.readLong();
        long validUntil = in.readLong();
        return new CredentialLink(credentialId, memberId, relation, validFrom, validUntil, Origins.read(in));
    }

    @Override
    public TypeSerializerSnapshot<CredentialLink> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CredentialLink> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
