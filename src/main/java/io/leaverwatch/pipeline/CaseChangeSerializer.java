package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Sighting;
import io.leaverwatch.types.DepartureSerializer;
import io.leaverwatch.types.FactSerializer;
import io.leaverwatch.types.HandWrittenType;
import io.leaverwatch.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is sent to case files, as the parts that are there: with many leavers nothing else is sent as often. */
public final class CaseChangeSerializer extends ImmutableSerializer<CaseChange> {
    private static final long serialVersionUID = 1L;
    private static final CaseChange.Kind[] KINDS = CaseChange.Kind.values();

    /** The one instance; it has no state. */
    public static final CaseChangeSerializer INSTANCE = new CaseChangeSerializer();

    /** Its type. */
    static final TypeInformation<CaseChange> TYPE = new HandWrittenType<>(CaseChange.class, INSTANCE);

    @Override
    public void serialize(CaseChange change, DataOutputView out) throws IOException {
        boolean isPut = change.departure() != null
                || change.fact() != null
                || change.sighting() != null
                || change.published() != null;
        out.writeByte(change.kind().ordinal() << 1 | (isPut ? 1 : 0));
        SentParts.write(change.caseKey(), out);
        SentParts.write(change.name(), out);
        if (isPut) {
            switch (change.kind()) {
                case DEPARTURE -> DepartureSerializer.INSTANCE.serialize(change.departure(), out);
                case FACT -> FactSerializer.INSTANCE.serialize(change.fact(), out);
                case SIGHTING -> write(change.sighting(), out);
                case PUBLISHED -> SentParts.write(change.published(), out);
            }
        }
    }

    @Override
    public CaseChange deserialize(DataInputView in) throws IOException {
        int head = in.readByte();
        CaseChange.Kind kind = KINDS[head >> 1];
        String caseKey = SentParts.readText(in);
        String name = SentParts.readText(in);
        if ((head & 1) == 0) {
            return new CaseChange(kind, caseKey, name, null, null, null, null);
        }
        return new CaseChange(
                kind,
                caseKey,
                name,
                kind == CaseChange.Kind.DEPARTURE ? DepartureSerializer.INSTANCE.deserialize(in) : null,
                kind == CaseChange.Kind.FACT ? FactSerializer.INSTANCE.deserialize(in) : null,
                kind == CaseChange.Kind.SIGHTING ? readSighting(in) : null,
                kind == CaseChange.Kind.PUBLISHED ? SentParts.readPublished(in) : null);
    }

    private static void write(Sighting sighting, DataOutputView out) throws IOException {
        SentParts.write(sighting.credentialId(), out);
        out.writeBoolean(sighting.isAttributed());
        SentParts.write(sighting.lastBefore(), out);
        SentParts.write(sighting.firstAfter(), out);
        SentParts.write(sighting.inDoubt(), out);
    }

    private static Sighting readSighting(DataInputView in) throws IOException {
        return new Sighting(
                SentParts.readText(in),
                in.readBoolean(),
                SentParts.readSeen(in),
                SentParts.readSeen(in),
                SentParts.readAllSeen(in));
    }

    @Override
    public TypeSerializerSnapshot<CaseChange> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CaseChange> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
