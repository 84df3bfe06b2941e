package io.leaverwatch.connectors;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.formats.Tally;
import io.leaverwatch.types.AccessLineSerializer;
import io.leaverwatch.types.HandWrittenType;
import io.leaverwatch.types.ImmutableSerializer;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

/**
 * Writes a record as the number of the component that is set, and that component: an access by hand, the rarer others by
 * Java serialization. Between chained operators records are handed on as they are; they are immutable.
 */
public final class ReadRecordSerializer extends ImmutableSerializer<ReadRecord> {
    private static final long serialVersionUID = 1L;
    private static final int ACCESS = 0;
    private static final int OTHER = 1;

    /** The one instance; it has no state. */
    public static final ReadRecordSerializer INSTANCE = new ReadRecordSerializer();

    /** What a stream of records has. */
    public static final TypeInformation<ReadRecord> TYPE = new HandWrittenType<>(ReadRecord.class, INSTANCE);

    @Override
    public void serialize(ReadRecord record, DataOutputView out) throws IOException {
        if (record.access() != null) {
            out.writeByte(ACCESS);
            AccessLineSerializer.INSTANCE.serialize(record.access(), out);
            return;
        }
        Serializable other = record.membership() != null
                ? record.membership()
                : record.link() != null
                        ? record.link()
                        : record.deadLetter() != null ? record.deadLetter() : record.tally();
        byte[] bytes = InstantiationUtil.serializeObject(other);
        out.writeByte(OTHER);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public ReadRecord deserialize(DataInputView in) throws IOException {
        if (in.readByte() == ACCESS) {
            return ReadRecord.of(AccessLineSerializer.INSTANCE.deserialize(in));
        }
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        try {
            Object other = InstantiationUtil.deserializeObject(bytes, ReadRecord.class.getClassLoader());
            return new ReadRecord(
                    null,
                    other instanceof MembershipEvent membership ? membership : null,
                    other instanceof CredentialLink link ? link : null,
                    other instanceof DeadLetter deadLetter ? deadLetter : null,
                    other instanceof Tally tally ? tally : null);
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }

    @Override
    public TypeSerializerSnapshot<ReadRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ReadRecord> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
