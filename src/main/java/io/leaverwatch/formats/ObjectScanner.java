package io.leaverwatch.formats;

import static io.leaverwatch.formats.Bytes.HIGH;
import static io.leaverwatch.formats.Bytes.ONES;
import static io.leaverwatch.formats.Bytes.word;

/**
 * Walks one line as one JSON object, checking its whole structure, and notes where the values of known names lie. It
 * never copies and never decides: whatever it is not sure of it leaves to a parser. UTF-8 is not checked, but bytes
 * beyond ASCII are noted. Holds state: one for each thread.
 */
final class ObjectScanner {
    private static final long QUOTES = 0x2222222222222222L;
    private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;
    private static final long BLANKS = 0x2020202020202020L;
    private static final int MOST_NESTING = 60;

    private static final int COMMA_QUOTE = ',' | '"' << 8;

    private final NameTable names;
    private final NameOrder order = new NameOrder();
    private long bits;
    private int stop;

    ObjectScanner(NameTable names) {
        this.names = names;
    }

    /** Whether all the bytes walked were ASCII; false also for bytes shortly after the line. */
    boolean isAscii() {
        return (bits & HIGH) == 0;
    }

    /** Index of the line feed that ended the walk, or of the byte that raised the doubt; no line feed lies before it. */
    int stop() {
        return stop;
    }

    /**
     * Walks a line. True where the bytes up to the next line feed are one object, no known name twice, no escape in any
     * name; false where that is in doubt.
     *
     * @param buffer must have a line feed at or after {@code from}, and 8 bytes after the last
     */
    boolean scan(byte[] buffer, int from, FieldSpans fields) {
        fields.finish(0);
        bits = 0;
        long all = 0;
        int seen = 0;
        int repeated = 0;
        int guessed = order.begin();
        int place = 0;
        int at = from;
        if (buffer[at] != '{') {
            at = skipBlanks(buffer, at);
            if (buffer[at] != '{') {
                return doubt(at);
            }
        }
        at++;
        if (buffer[at] != '"') {
            at = skipBlanks(buffer, at);
            if (buffer[at] == '}') {
                return ended(buffer, at + 1);
            }
        }
        while (true) {
            if (buffer[at] != '"') {
                return doubt(at);
            }
            int nameStart = at + 1;
            int slot = place < guessed ? order.slot(buffer, nameStart, place) : NameOrder.UNEXPECTED;
            if (slot == NameOrder.UNEXPECTED) {
                long nameWord = word(buffer, nameStart);
                at = stringEnd(buffer, nameStart);
                if (buffer[at] != '"') {
                    return doubt(at);
                }
                slot = names.slot(buffer, nameStart, at, nameWord);
                if (place < guessed) {
                    order.learn(buffer, nameStart, at, place, slot);
                }
                at++;
                if (buffer[at] != ':') {
                    at = skipBlanks(buffer, at);
                    if (buffer[at] != ':') {
                        return doubt(at);
                    }
                }
                at++;
            } else {
                at = order.valueStart(nameStart, place);
            }
            place++;
            byte c = buffer[at];
            if (c == ' ' || c == '\t') {
                at = skipBlanks(buffer, at);
                c = buffer[at];
            }
            if (c == '"') {
                int start = at + 1;
                at = start;
                // As stringEnd; here, in the midst of it, it is faster.
                long word = word(buffer, at);
                long marks = marks(word);
                all |= word;
                while (marks == 0) {
                    at += Long.BYTES;
                    word = word(buffer, at);
                    marks = marks(word);
                    all |= word;
                }
                at += Bytes.firstMarked(marks);
                byte type = FieldSpans.STRING;
                if (buffer[at] != '"') {
                    at = escapedEnd(buffer, at);
                    type = FieldSpans.ESCAPED;
                    if (at < 0) {
                        return false;
                    }
                }
                fields.set(slot, type, start, at++);
            } else {
                int start = at;
                at = otherEnd(buffer, start);
                if (at < 0) {
                    return false;
                }
                fields.set(slot, FieldSpans.otherType(c), start, at);
            }
            repeated |= seen & 1 << slot;
            seen |= 1 << slot;
            if (Bytes.pair(buffer, at) == COMMA_QUOTE) {
                at++;
                continue;
            }
            c = buffer[at];
            if (c != ',' && c != '}') {
                at = skipBlanks(buffer, at);
                c = buffer[at];
            }
            at++;
            if (c == '}') {
                bits |= all;
                fields.finish(seen);
                // Slot 0 is for all names that are not known.
                return ended(buffer, at) && (repeated & ~1) == 0;
            }
            if (c != ',') {
                return doubt(at - 1);
            }
            if (buffer[at] != '"') {
                at = skipBlanks(buffer, at);
            }
        }
    }

    /** Index of the first quote, backslash or control character. */
    private int stringEnd(byte[] buffer, int from) {
        int at = from;
        long word = word(buffer, at);
        long all = word;
        long marks = marks(word);
        while (marks == 0) {
            at += Long.BYTES;
            word = word(buffer, at);
            all |= word;
            marks = marks(word);
        }
        bits |= all;
        return at + Bytes.firstMarked(marks);
    }

    /** High bits from the first quote, backslash or control character on; bits above the lowest may be wrong. */
    private static long marks(long word) {
        return (((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - BLANKS)) & ~word & HIGH;
    }

    /** The closing quote of a string of which a backslash or a control character was reached, or -1. */
    private int escapedEnd(byte[] buffer, int from) {
        int at = from;
        while (buffer[at] == '\\') {
            int length = JsonBytes.escapeLength(buffer, at);
            if (length == 0) {
                stop = at;
                return -1;
            }
            at = stringEnd(buffer, at + length);
        }
        if (buffer[at] != '"') {
            stop = at;
            return -1;
        }
        return at;
    }

    /** The end of a value that is no string, or -1. */
    private int otherEnd(byte[] buffer, int from) {
        byte c = buffer[from];
        int end = c == '{' || c == '[' ? nestedEnd(buffer, from) : scalarEnd(buffer, from);
        if (end < 0) {
            stop = from;
        }
        return end;
    }

    /** The end of the object or array that begins at an index, or -1 where it is broken or nested very deep. */
    private int nestedEnd(byte[] buffer, int from) {
        long objects = 0;
        int depth = 0;
        int at = from;
        while (at >= 0) {
            byte c = buffer[at];
            if (c == '{' || c == '[') {
                if (++depth > MOST_NESTING) {
                    return -1;
                }
                objects = objects << 1 | (c == '{' ? 1 : 0);
                at = skipBlanks(buffer, at + 1);
                boolean isEmpty = buffer[at] == c + 2; // in ASCII the closing bracket is the opening one plus two
                if (!isEmpty) {
                    at = c == '{' ? nestedNameEnd(buffer, at) : at;
                    continue;
                }
            } else {
                at = scalarEnd(buffer, at);
                if (at < 0) {
                    return -1;
                }
            }
            // After a value, or at the bracket that closes an empty one.
            while (true) {
                at = skipBlanks(buffer, at);
                boolean inObject = (objects & 1) != 0;
                if (buffer[at] == (inObject ? '}' : ']')) {
                    at++;
                    objects >>>= 1;
                    if (--depth == 0) {
                        return at;
                    }
                } else if (buffer[at] == ',') {
                    at = skipBlanks(buffer, at + 1);
                    at = inObject ? nestedNameEnd(buffer, at) : at;
                    break;
                } else {
                    return -1;
                }
            }
        }
        return -1;
    }

    /** Where the value of the nested name at an index begins, or -1. */
    private int nestedNameEnd(byte[] buffer, int from) {
        int at = buffer[from] == '"' ? scalarEnd(buffer, from) : -1;
        if (at < 0) {
            return -1;
        }
        at = skipBlanks(buffer, at);
        return buffer[at] == ':' ? skipBlanks(buffer, at + 1) : -1;
    }

    /** The end of a nested string, number or literal, or -1. */
    private int scalarEnd(byte[] buffer, int from) {
        byte c = buffer[from];
        if (c == '"') {
            int end = escapedEnd(buffer, stringEnd(buffer, from + 1));
            return end < 0 ? -1 : end + 1;
        }
        return c == '-' || (c >= '0' && c <= '9')
                ? JsonBytes.numberEnd(buffer, from)
                : JsonBytes.literalEnd(buffer, from);
    }

    private boolean ended(byte[] buffer, int from) {
        int at = skipBlanks(buffer, from);
        if (buffer[at] == '\r' && buffer[at + 1] == '\n') {
            at++;
        }
        stop = at;
        return buffer[at] == '\n';
    }

    private boolean doubt(int at) {
        stop = at;
        return false;
    }

    private static int skipBlanks(byte[] buffer, int from) {
        int at = from;
        while (buffer[at] == ' ' || buffer[at] == '\t') {
            at++;
        }
        return at;
    }
}
