package io.leaverwatch.types;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Numbers that are mostly small, in as few bytes as they need: seven bits in each, the lowest first. */
public final class Numbers {
    private static final int BITS = 7;
    private static final int LOW = 0x7F;
    private static final int MORE = 0x80;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Numbers() {}

    /** Any number; a negative one takes ten bytes. */
    public static void write(long number, DataOutputView out) throws IOException {
        long left = number;
        while ((left & ~LOW) != 0) {
            out.writeByte((int) (left & LOW) | MORE);
            left >>>= BITS;
        }
        out.writeByte((int) left);
    }

    /** What {@link #write} wrote. */
    public static long read(DataInputView in) throws IOException {
        long number = 0;
        int next;
        int shift = 0;
        do {
            next = in.readByte();
            number |= (long) (next & LOW) << shift;
            shift += BITS;
        } while ((next & MORE) != 0);
        return number;
    }

    /** An int of four bytes, as Flink writes it. */
    static int getInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    /** Writes an int of four bytes, as Flink does. */
    static void putInt(byte[] bytes, int at, int number) {
        INT.set(bytes, at, number);
    }
}
