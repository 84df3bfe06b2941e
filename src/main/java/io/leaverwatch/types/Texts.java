package io.leaverwatch.types;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Texts in Flink's memory: nearly all are ASCII and travel as their bytes, in one piece, after their length plus one.
 * After a 0 comes any other text, and null, as Flink writes them.
 */
final class Texts {
    private static final int LOW = 0x7F;

    /** What stands in the bytes of a text for a character that they cannot express. */
    private static final byte MARK = '?';

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = ONES << 7;
    private static final long MARKS = MARK * ONES;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The longest text that is worth looking for among the shared. */
    private static final int LONGEST_SHARED = 128;

    /** Read and written by all threads without order: a text that another thread put there is as good. */
    private static final String[] SHARED = new String[1 << 8];

    private Texts() {}

    static void write(String text, DataOutputView out) throws IOException {
        byte[] ascii = text == null ? null : ascii(text);
        if (ascii == null) {
            out.writeByte(0);
            StringValue.writeString(text, out);
        } else {
            Numbers.write(ascii.length + 1, out);
            out.write(ascii);
        }
    }

    /** Null where a character is beyond ASCII. */
    private static byte[] ascii(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        long all = 0;
        boolean hasMark = false;
        int i = 0;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, i);
            long differences = eight ^ MARKS;
            all |= eight;
            hasMark |= ((differences - ONES) & ~differences & HIGHS) != 0;
        }
        for (; i < bytes.length; i++) {
            all |= bytes[i];
            hasMark |= bytes[i] == MARK;
        }
        if ((all & HIGHS) != 0 || (hasMark && !isAscii(text))) {
            return null;
        }
        return bytes;
    }

    /** Whether all characters are. */
    static boolean isAscii(String text) {
        int all = 0;
        for (int i = 0; i < text.length(); i++) {
            all |= text.charAt(i);
        }
        return all <= LOW;
    }

    static String read(DataInputView in) throws IOException {
        int length = (int) Numbers.read(in) - 1;
        return length < 0 ? StringValue.readString(in) : new String(bytes(in, length), US_ASCII);
    }

    /** As {@link #read}, of texts that come again and again: mostly one that was read before. */
    static String readShared(DataInputView in) throws IOException {
        int length = (int) Numbers.read(in) - 1;
        if (length < 0) {
            return StringValue.readString(in);
        }
        byte[] bytes = bytes(in, length);
        int hash = length;
        for (byte b : bytes) {
            hash = hash * 31 + b;
        }
        int at = (hash ^ (hash >>> 16)) & (SHARED.length - 1);
        String known = SHARED[at];
        if (known != null && isSame(known, bytes)) {
            return known;
        }
        String text = new String(bytes, US_ASCII);
        if (length <= LONGEST_SHARED) {
            SHARED[at] = text;
        }
        return text;
    }

    private static boolean isSame(String text, byte[] ascii) {
        if (text.length() != ascii.length) {
            return false;
        }
        for (int i = 0; i < ascii.length; i++) {
            if (text.charAt(i) != ascii[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(DataInputView in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
