package io.leaverwatch.reference;

import java.util.Locale;

/** Blank, trimmed and matching text by the Unicode property White_Space, listed code point by code point. */
final class WhiteSpace {

    private static final int[] CODE_POINTS = {
        0x0009, 0x000A, 0x000B, 0x000C, 0x000D, 0x0020, 0x0085, 0x00A0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004,
        0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000
    };

    private WhiteSpace() {}

    static boolean is(int codePoint) {
        for (int one : CODE_POINTS) {
            if (one == codePoint) {
                return true;
            }
        }
        return false;
    }

    static boolean isBlank(String text) {
        return trim(text).isEmpty();
    }

    /** Without leading and trailing White_Space. Every one of its code points is a single char. */
    static String trim(String text) {
        int from = 0;
        int until = text.length();
        while (from < until && is(text.charAt(from))) {
            from++;
        }
        while (until > from && is(text.charAt(until - 1))) {
            until--;
        }
        return text.substring(from, until);
    }

    /** What a memberId, credentialId or source is compared by. */
    static String key(String text) {
        return trim(text).toLowerCase(Locale.ROOT);
    }

    /** What a system is compared by: as {@link #key}, and each inner run of White_Space one blank. */
    static String systemKey(String text) {
        StringBuilder one = new StringBuilder();
        String trimmed = trim(text);
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (!is(c)) {
                one.append(c);
            } else if (!is(trimmed.charAt(i - 1))) {
                one.append(' ');
            }
        }
        return one.toString().toLowerCase(Locale.ROOT);
    }
}
