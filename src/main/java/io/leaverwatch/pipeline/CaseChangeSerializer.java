package io.leaverwatch.pipeline;

import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Sighting;
import io.leaverwatch.types.DepartureSerializer;
import io.leaverwatch.types.FactSerializer;
import io.leaverwatch.types.HandWrittenType;
import io.leaverwatch.types.ImmutableSerializer;
import io.leaverwatch.types.Numbers;
import io.leaverwatch.types.TextSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is sent to case files, as the parts that are there: with many leavers nothing else is sent as often. */
public final class CaseChangeSerializer extends ImmutableSerializer<CaseChange> {
    private static final long serialVersionUID = 1L;
    private static final CaseChange.Kind[] KINDS = CaseChange.Kind.values();
    private static final Published.Kind[] PUBLISHED_KINDS = Published.Kind.values();
    private static final Outcome[] OUTCOMES = Outcome.values();

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
        text(change.caseKey(), out);
        text(change.name(), out);
        if (isPut) {
            switch (change.kind()) {
                case DEPARTURE -> DepartureSerializer.INSTANCE.serialize(change.departure(), out);
                case FACT -> FactSerializer.INSTANCE.serialize(change.fact(), out);
                case SIGHTING -> write(change.sighting(), out);
                case PUBLISHED -> write(change.published(), out);
            }
        }
    }

    @Override
    public CaseChange deserialize(DataInputView in) throws IOException {
        int head = in.readByte();
        CaseChange.Kind kind = KINDS[head >> 1];
        String caseKey = text(in);
        String name = text(in);
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
                kind == CaseChange.Kind.PUBLISHED ? readPublished(in) : null);
    }

    private static void write(Sighting sighting, DataOutputView out) throws IOException {
        text(sighting.credentialId(), out);
        out.writeBoolean(sighting.isAttributed());
        write(sighting.lastBefore(), out);
        write(sighting.firstAfter(), out);
        Numbers.write(sighting.inDoubt().size(), out);
        for (Seen seen : sighting.inDoubt()) {
            write(seen, out);
        }
    }

    private static Sighting readSighting(DataInputView in) throws IOException {
        String credentialId = text(in);
        boolean isAttributed = in.readBoolean();
        Seen lastBefore = readSeen(in);
        Seen firstAfter = readSeen(in);
        int count = (int) Numbers.read(in);
        List<Seen> inDoubt = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            inDoubt.add(readSeen(in));
        }
        return new Sighting(credentialId, isAttributed, lastBefore, firstAfter, inDoubt);
    }

    private static void write(Seen seen, DataOutputView out) throws IOException {
        out.writeByte(seen == null ? -1 : seen.outcome().ordinal());
        if (seen != null) {
            text(seen.eventId(), out);
            text(seen.credentialId(), out);
            text(seen.system(), out);
            out.writeLong(seen.occurredAt());
            text(seen.action(), out);
        }
    }

    private static Seen readSeen(DataInputView in) throws IOException {
        int outcome = in.readByte();
        return outcome < 0 ? null : new Seen(text(in), text(in), text(in), in.readLong(), text(in), OUTCOMES[outcome]);
    }

    private static void write(Published published, DataOutputView out) throws IOException {
        out.writeByte(published.kind().ordinal());
        text(published.id(), out);
        text(published.caseKey(), out);
        out.writeBoolean(published.isStanding());
        Numbers.write(published.value() == null ? 0 : published.value().length + 1L, out);
        if (published.value() != null) {
            out.write(published.value());
        }
    }

    private static Published readPublished(DataInputView in) throws IOException {
        Published.Kind kind = PUBLISHED_KINDS[in.readByte()];
        String id = text(in);
        String caseKey = text(in);
        boolean isStanding = in.readBoolean();
        int length = (int) Numbers.read(in) - 1;
        byte[] value = length < 0 ? null : new byte[length];
        if (value != null) {
            in.readFully(value);
        }
        return new Published(kind, id, caseKey, isStanding, value);
    }

    private static void text(String text, DataOutputView out) throws IOException {
        TextSerializer.INSTANCE.serialize(text, out);
    }

    private static String text(DataInputView in) throws IOException {
        return TextSerializer.INSTANCE.deserialize(in);
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
