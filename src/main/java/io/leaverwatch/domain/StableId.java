package io.leaverwatch.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Ids that are computed from what they name, so that every run gives the same. */
public final class StableId {
    private static final int HEX_LENGTH = 32;

    private StableId() {}

    /** The first 32 hex digits of the SHA-256 of the parts, each preceded by its length so that none runs into another. */
    public static String of(Iterable<String> parts) {
        MessageDigest digest = Digests.sha256();
        for (String part : parts) {
            // UTF-16 keeps lone surrogates apart, which UTF-8 would all turn into question marks.
            byte[] bytes = part.getBytes(StandardCharsets.UTF_16BE);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_LENGTH);
    }
}
