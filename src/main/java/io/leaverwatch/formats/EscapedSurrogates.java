package io.leaverwatch.formats;

import java.util.HexFormat;

/** JSON texts in which surrogates are escaped. Half of a pair is allowed there, but Jackson refuses it in a name. */
final class EscapedSurrogates {
    /** A backslash, the letter u and four digits. */
    private static final int ESCAPE_LENGTH = 6;

    private static final int HEX = 16;

    private EscapedSurrogates() {}

    /** The same text with each surrogate as itself, which Jackson takes anywhere; the text itself where none is escaped. */
    static String unescaped(String json) {
        StringBuilder text = null;
        int copied = 0;
        for (int at = json.indexOf('\\'); at >= 0; at = json.indexOf('\\', at)) {
            int code = codeAt(json, at);
            if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
                text = text == null ? new StringBuilder(json.length()) : text;
                text.append(json, copied, at).append((char) code);
                at += ESCAPE_LENGTH;
                copied = at;
            } else {
                at += 2; // past what is escaped, which may be a backslash
            }
        }
        return text == null ? json : text.append(json, copied, json.length()).toString();
    }

    /** What is escaped by its number there; -1 where nothing is. */
    private static int codeAt(String json, int at) {
        if (at + ESCAPE_LENGTH > json.length() || json.charAt(at + 1) != 'u') {
            return -1;
        }
        int code = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            if (!HexFormat.isHexDigit(json.charAt(i))) {
                return -1;
            }
            code = code * HEX + HexFormat.fromHexDigit(json.charAt(i));
        }
        return code;
    }
}
