package io.leaverwatch.config;

/** Text of a user's file in a message. */
final class Excerpt {
    private static final int MOST_LENGTH = 60;

    private Excerpt() {}

    /** The beginning of a text, on one line. */
    static String of(String text) {
        String line = text.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .limit(MOST_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() < text.length() ? line + "..." : line;
    }
}
