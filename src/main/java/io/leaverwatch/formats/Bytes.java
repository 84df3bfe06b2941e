package io.leaverwatch.formats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Eight bytes of an array at a time, the first of them lowest: the arithmetic that the scanners share. */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** The high bit of each byte. */
    static final long HIGH = 0x8080808080808080L;

    /** One in each byte. */
    static final long ONES = 0x0101010101010101L;

    private static final long LINE_FEEDS = 0x0A0A0A0A0A0A0A0AL;

    private Bytes() {}

    /** The eight bytes from an index on, which must lie in the array. */
    static long word(byte[] buffer, int index) {
        return (long) LONGS.get(buffer, index);
    }

    /** Two bytes, the first of them lowest. */
    static int pair(byte[] buffer, int index) {
        return (short) SHORTS.get(buffer, index) & 0xFFFF;
    }

    /** The first {@code length} bytes of a word, 0 to 8; the others 0. */
    static long first(long word, int length) {
        return length >= 8 ? word : word & ((1L << (length << 3)) - 1);
    }

    /** Index of the first byte marked by a high bit; the word must have one. */
    static int firstMarked(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** High bits from the first byte on that equals the one repeated in {@code pattern}; bits above it may be wrong. */
    static long equal(long word, long pattern) {
        long differing = word ^ pattern;
        return (differing - ONES) & ~differing & HIGH;
    }

    /** Whether a span of one array equals a whole other one. */
    static boolean isSame(byte[] buffer, int from, int to, byte[] other) {
        return Arrays.equals(buffer, from, to, other, 0, other.length);
    }

    /** Index of the first line feed; there must be one, and 8 bytes after it. */
    static int indexOfLineFeed(byte[] buffer, int from) {
        int at = from;
        while (true) {
            long marks = equal(word(buffer, at), LINE_FEEDS);
            if (marks != 0) {
                return at + firstMarked(marks);
            }
            at += 8;
        }
    }

    /** Whether the first bytes, of which there are so many, are a byte-order mark. */
    static boolean startsWithMark(byte[] buffer, int length) {
        return length >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
    }

    /** Whether some byte of the span is not ASCII. */
    static boolean hasHighBit(byte[] buffer, int from, int to) {
        int index = from;
        for (; index + 8 <= to; index += 8) {
            if ((word(buffer, index) & HIGH) != 0) {
                return true;
            }
        }
        for (; index < to; index++) {
            if (buffer[index] < 0) {
                return true;
            }
        }
        return false;
    }
}
