package io.leaverwatch.formats;

/** Strict UTF-8: no overlong form, no surrogate, nothing above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** Index of the first byte that does not begin a well-formed character, or -1 where all do. */
    static int firstInvalid(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to) {
            if (at + 8 <= to && (Bytes.word(buffer, at) & Bytes.HIGH) == 0) {
                at += 8;
                continue;
            }
            int length = lengthAt(buffer, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /** Bytes of the well-formed character at an index, or 0. */
    private static int lengthAt(byte[] buffer, int at, int to) {
        int lead = buffer[at];
        if (lead >= 0) {
            return 1;
        }
        lead &= 0xFF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return continues(buffer, at + 1, to, 0x80, 0xBF) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            int least = lead == 0xE0 ? 0xA0 : 0x80;
            int most = lead == 0xED ? 0x9F : 0xBF;
            return continues(buffer, at + 1, to, least, most) && continues(buffer, at + 2, to, 0x80, 0xBF) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            int least = lead == 0xF0 ? 0x90 : 0x80;
            int most = lead == 0xF4 ? 0x8F : 0xBF;
            return continues(buffer, at + 1, to, least, most)
                            && continues(buffer, at + 2, to, 0x80, 0xBF)
                            && continues(buffer, at + 3, to, 0x80, 0xBF)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean continues(byte[] buffer, int at, int to, int least, int most) {
        return at < to && (buffer[at] & 0xFF) >= least && (buffer[at] & 0xFF) <= most;
    }
}
