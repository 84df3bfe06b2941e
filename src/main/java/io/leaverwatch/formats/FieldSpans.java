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

    /** How many names there can be. */
    static final int MOST_NAMES = 30;

    private final int[] starts = new int[MOST_NAMES + 2];
    private final int[] ends = new int[MOST_NAMES + 2];
    private final byte[] types = new byte[MOST_NAMES + 2];
    private int seen;
    private int repeated;

    /** Forgets the line before. */
    void clear() {
        seen = 0;
        repeated = 0;
    }

    /** Notes a value. */
    void set(int slot, byte type, int start, int end) {
        starts[slot] = start;
        ends[slot] = end;
        types[slot] = type;
        int bit = 1 << slot;
        repeated |= seen & bit;
        seen |= bit;
    }

    /** Whether a known name came twice. */
    boolean hasRepeated() {
        return (repeated & ~1) != 0;
    }

    /** What the value of a name is. */
    byte type(int slot) {
        return (seen >>> slot & 1) == 0 ? ABSENT : types[slot];
    }

    /** Where the value begins; a string's content, without its quotes. */
    int start(int slot) {
        return starts[slot];
    }

    /** Where the value ends, exclusive. */
    int end(int slot) {
        return ends[slot];
    }
}
