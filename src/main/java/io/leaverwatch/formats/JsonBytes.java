package io.leaverwatch.formats;

/** The small parts of JSON's grammar, on bytes that end in a line feed with 8 bytes after it. */
final class JsonBytes {
    private static final int NULL = literal("null");
    private static final int TRUE = literal("true");
    private static final int ALSE = literal("alse");

    private JsonBytes() {}

    /** How many bytes the escape at an index has, its backslash included; 0 where it is none of JSON's. */
    static int escapeLength(byte[] buffer, int at) {
        switch (buffer[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return 2;
            }
            case 'u' -> {
                for (int i = 2; i < 6; i++) {
                    // A line feed is no digit, so this does not run past the line.
                    if (Character.digit(buffer[at + i], 16) < 0) {
                        return 0;
                    }
                }
                return 6;
            }
            default -> {
                return 0;
            }
        }
    }

    /** The end of null, true or false, or -1. */
    static int literalEnd(byte[] buffer, int from) {
        int four = (int) Bytes.word(buffer, from);
        if (four == NULL || four == TRUE) {
            return from + 4;
        }
        return buffer[from] == 'f' && (int) Bytes.word(buffer, from + 1) == ALSE ? from + 5 : -1;
    }

    /** The end of the number that begins with a digit or a minus sign, or -1. What follows it is not looked at. */
    static int numberEnd(byte[] buffer, int from) {
        int at = from;
        if (buffer[at] == '-') {
            at++;
        }
        int end = buffer[at] == '0' ? at + 1 : digitsEnd(buffer, at);
        if (end == at) {
            return -1;
        }
        at = end;
        if (buffer[at] == '.') {
            end = digitsEnd(buffer, at + 1);
            if (end == at + 1) {
                return -1;
            }
            at = end;
        }
        if (buffer[at] == 'e' || buffer[at] == 'E') {
            at++;
            if (buffer[at] == '+' || buffer[at] == '-') {
                at++;
            }
            end = digitsEnd(buffer, at);
            if (end == at) {
                return -1;
            }
            at = end;
        }
        return at;
    }

    private static int digitsEnd(byte[] buffer, int from) {
        int at = from;
        while (buffer[at] >= '0' && buffer[at] <= '9') {
            at++;
        }
        return at;
    }

    private static int literal(String four) {
        return (int) Bytes.word((four + four).getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0);
    }
}
