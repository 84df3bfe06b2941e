package io.leaverwatch.domain;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Ids that are computed from what they name, so that every run gives the same. */
public final class StableId {
    private static final int HEX_LENGTH = 32;

    private StableId() {}

    /** The first 32 hex digits of the SHA-256 of the parts, each preceded by its length so that none runs into another. */
    public static String of(Iterable<String> parts) {
        byte[] bytes = new byte[256];
        int length = 0;
        for (String part : parts) {
            String head = 2 * part.length() + ":";
            int needed = length + head.length() + 2 * part.length();
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
            }
            for (int i = 0; i < head.length(); i++) {
                bytes[length++] = (byte) head.charAt(i);
            }
            // UTF-16 keeps lone surrogates apart, which an encoder replaces, all by the same.
            for (int i = 0; i < part.length(); i++) {
                char c = part.charAt(i);
                bytes[length++] = (byte) (c >>> 8);
                bytes[length++] = (byte) c;
            }
        }
        MessageDigest digest = Digests.sha256();
        digest.update(bytes, 0, length);
        return HexFormat.of().formatHex(digest.digest(), 0, HEX_LENGTH / 2);
    }
}
