package io.leaverwatch.domain;

import java.util.Locale;

/**
 * How identifiers are compared. Member, credential, system and source names are equal when their keys are; event and
 * session ids are compared exactly and never pass through here.
 */
public final class Names {
    private static final char JOINT = 0;
    private static final char ESCAPE = 1;

    private Names() {}

    /** The text without leading and trailing characters of the Unicode property White_Space. */
    public static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isWhiteSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isWhiteSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** The form in which member, credential and source names are compared: trimmed, {@code toLowerCase(Locale.ROOT)}. */
    public static String key(String text) {
        return trim(text).toLowerCase(Locale.ROOT);
    }

    /** The form in which system names are compared: as {@link #key}, and inner runs of White_Space are one blank. */
    public static String systemKey(String text) {
        String trimmed = trim(text);
        StringBuilder joined = new StringBuilder(trimmed.length());
        boolean inRun = false;
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            boolean white = isWhiteSpace(c);
            if (!white) {
                joined.append(c);
            } else if (!inRun) {
                joined.append(' ');
            }
            inRun = white;
        }
        return joined.toString().toLowerCase(Locale.ROOT);
    }

    /**
     * One key of two names, whatever characters they have: no other two give the same. It begins with {@link #joinedWith} of
     * the first.
     */
    public static String join(String first, String second) {
        return joinedWith(first) + second;
    }

    /** How the {@link #join} of a name with any other begins, and none of another name does. */
    public static String joinedWith(String first) {
        boolean isUsual = first.indexOf(JOINT) < 0 && first.indexOf(ESCAPE) < 0;
        String escaped = isUsual
                ? first
                : first.replace(String.valueOf(ESCAPE), ESCAPE + "e").replace(String.valueOf(JOINT), ESCAPE + "j");
        return escaped + JOINT;
    }

    /** Whether the text is null, empty or only White_Space: such a value counts as absent. */
    public static boolean isBlank(String text) {
        return text == null || trim(text).isEmpty();
    }

    /** The Unicode property White_Space; all its characters are in the basic plane. */
    public static boolean isWhiteSpace(char c) {
        return (c >= 0x09 && c <= 0x0D)
                || c == 0x20
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    /** Compares event ids by code point, which differs from {@link String#compareTo} beyond the basic plane. */
    public static int compareByCodePoint(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        int i = 0;
        while (i < shorter && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (i == shorter) {
            return Integer.compare(a.length(), b.length());
        }
        // They may differ in the middle of a pair; half of a pair by itself is a code point of its own.
        int from = i > 0 && Character.isHighSurrogate(a.charAt(i - 1)) ? i - 1 : i;
        int before = Integer.compare(a.codePointAt(from), b.codePointAt(from));
        return before != 0 ? before : Integer.compare(a.codePointAt(i), b.codePointAt(i));
    }
}
