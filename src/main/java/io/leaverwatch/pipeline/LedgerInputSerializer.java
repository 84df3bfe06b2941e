package io.leaverwatch.pipeline;

import io.leaverwatch.types.AlertSerializer;
import io.leaverwatch.types.HandWrittenType;
import io.leaverwatch.types.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the ledger takes in, as the parts that are there: one for each departure at least. */
public final class LedgerInputSerializer extends ImmutableSerializer<LedgerInput> {
    private static final long serialVersionUID = 1L;
    private static final int ALERT = 1;
    private static final int REPORT = 2;
    private static final int PUBLISHED = 4;
    private static final int END = 8;

    /** The one instance; it has no state. */
    public static final LedgerInputSerializer INSTANCE = new LedgerInputSerializer();

    /** Its type. */
    static final TypeInformation<LedgerInput> TYPE = new HandWrittenType<>(LedgerInput.class, INSTANCE);

    @Override
    public void serialize(LedgerInput input, DataOutputView out) throws IOException {
        out.writeByte((input.alert() == null ? 0 : ALERT)
                | (input.report() == null ? 0 : REPORT)
                | (input.published() == null ? 0 : PUBLISHED)
                | (input.isEnd() ? END : 0));
        SentParts.write(input.caseKey(), out);
        out.writeLong(input.revision());
        if (input.alert() != null) {
            AlertSerializer.INSTANCE.serialize(input.alert(), out);
        }
        if (input.report() != null) {
            SentParts.write(input.report(), out);
        }
        if (input.published() != null) {
            SentParts.write(input.published(), out);
        }
    }

    @Override
    public LedgerInput deserialize(DataInputView in) throws IOException {
        int head = in.readByte();
        return new LedgerInput(
                SentParts.readText(in),
                in.readLong(),
                (head & ALERT) == 0 ? null : AlertSerializer.INSTANCE.deserialize(in),
                (head & REPORT) == 0 ? null : SentParts.readReport(in),
                (head & END) != 0,
                (head & PUBLISHED) == 0 ? null : SentParts.readPublished(in));
    }

    @Override
    public TypeSerializerSnapshot<LedgerInput> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<LedgerInput> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
