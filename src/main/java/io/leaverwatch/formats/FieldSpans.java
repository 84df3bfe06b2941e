package io.leaverwatch.formats;

/** Where in a line the values of known names lie. Slot 0 collects the names that are not known. */
final class FieldSpans {
    /** No value was seen. */
    static final byte ABSENT = 0;
    /** A string without escapes; the span is its content. */
    static final byte STRING = 1;
    /** A string with valid escapes; the span is its content. */
    static final byte ESCAPED = 2;
    /** A number; the span is its text. */
    static final byte NUMBER = 3;
    /** null. */
    static final byte NULL = 4;
    /** true, false, an object or an array. */
    static final byte OTHER = 5;

    private static final int POSITION = (1 << 28) - 1;

    /** How many names there can be. */
    static final int MOST_NAMES = 30;

    /** Bits 0 to 27 where the value begins, 28 to 55 where it ends, from 56 on its type. */
    private final long[] values = new long[MOST_NAMES + 2];

    private int seen;

    /** Notes a value; whether it was seen is told to {@link #finish}. */
    void set(int slot, byte type, int start, int end) {
        values[slot] = (long) type << 56 | (long) end << 28 | start;
    }

    /** Ends a line: bit n says that slot n has a value. */
    void finish(int seenSlots) {
        seen = seenSlots;
    }

    /** What the value of a name is. */
    byte type(int slot) {
        return (seen >>> slot & 1) == 0 ? ABSENT : (byte) (values[slot] >>> 56);
    }

    /** Where the value begins; a string's content, without its quotes. */
    int start(int slot) {
        return (int) values[slot] & POSITION;
    }

    /** Where the value ends, exclusive. */
    int end(int slot) {
        return (int) (values[slot] >>> 28) & POSITION;
    }

    /** The type of a value that is no string, by its first byte. */
    static byte otherType(byte first) {
        return switch (first) {
            case 'n' -> NULL;
            case 't', 'f', '{', '[' -> OTHER;
            default -> NUMBER;
        };
    }
}
