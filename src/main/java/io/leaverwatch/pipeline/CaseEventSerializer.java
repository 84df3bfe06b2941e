package io.leaverwatch.pipeline;

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

/** What a case file tells the rules, as the parts that are there; rules keep it like that too. */
public final class CaseEventSerializer extends ImmutableSerializer<CaseEvent> {
    private static final long serialVersionUID = 1L;
    private static final CaseEvent.Kind[] KINDS = CaseEvent.Kind.values();
    private static final int DEPARTURE = 1;
    private static final int FACT = 2;
    private static final int REPORT = 4;
    private static final int PUBLISHED = 8;
    private static final int KIND_SHIFT = 4;

    /** The one instance; it has no state. */
    public static final CaseEventSerializer INSTANCE = new CaseEventSerializer();

    /** Its type. */
    static final TypeInformation<CaseEvent> TYPE = new HandWrittenType<>(CaseEvent.class, INSTANCE);

    @Override
    public void serialize(CaseEvent event, DataOutputView out) throws IOException {
        out.writeByte(event.kind().ordinal() << KIND_SHIFT
                | (event.departure() == null ? 0 : DEPARTURE)
                | (event.fact() == null ? 0 : FACT)
                | (event.report() == null ? 0 : REPORT)
                | (event.published() == null ? 0 : PUBLISHED));
        SentParts.write(event.caseKey(), out);
        out.writeLong(event.revision());
        out.writeLong(event.armed());
        if (event.departure() != null) {
            DepartureSerializer.INSTANCE.serialize(event.departure(), out);
        }
        if (event.fact() != null) {
            FactSerializer.INSTANCE.serialize(event.fact(), out);
        }
        if (event.report() != null) {
            SentParts.write(event.report(), out);
        }
        if (event.published() != null) {
            SentParts.write(event.published(), out);
        }
    }

    @Override
    public CaseEvent deserialize(DataInputView in) throws IOException {
        int head = in.readByte();
        return new CaseEvent(
                KINDS[head >> KIND_SHIFT],
                SentParts.readText(in),
                in.readLong(),
                in.readLong(),
                (head & DEPARTURE) == 0 ? null : DepartureSerializer.INSTANCE.deserialize(in),
                (head & FACT) == 0 ? null : FactSerializer.INSTANCE.deserialize(in),
                (head & REPORT) == 0 ? null : SentParts.readReport(in),
                (head & PUBLISHED) == 0 ? null : SentParts.readPublished(in));
    }

    @Override
    public TypeSerializerSnapshot<CaseEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CaseEvent> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
