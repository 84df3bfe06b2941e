package io.leaverwatch.types;

import io.leaverwatch.domain.Origin;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Where things were read, as a part of what is written of them. */
final class Origins {
    private Origins() {}

    /** The place alone, as a whole origin begins. */
    static void writePlace(int sourceOrder, String source, int partition, long position, DataOutputView out)
            throws IOException {
        Numbers.write(sourceOrder, out);
        Texts.write(source, out);
        Numbers.write(partition + 1L, out);
        Numbers.write(position, out);
    }

    static void write(Origin origin, DataOutputView out) throws IOException {
        writePlace(origin.sourceOrder(), origin.source(), origin.partition(), origin.position(), out);
        Numbers.write(origin.sha256().length, out);
        out.write(origin.sha256());
    }

    static Origin read(DataInputView in) throws IOException {
        int sourceOrder = (int) Numbers.read(in);
        String source = Texts.readShared(in);
        int partition = (int) Numbers.read(in) - 1;
        long position = Numbers.read(in);
        byte[] sha256 = new byte[(int) Numbers.read(in)];
        in.readFully(sha256);
        return new Origin(sourceOrder, source, partition, position, sha256);
    }
}
