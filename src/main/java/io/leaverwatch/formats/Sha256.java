package io.leaverwatch.formats;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of lines. Holds state: one for each thread. */
final class Sha256 {
    private final MessageDigest digest = newDigest();

    /** A digest of its own; every Java platform has it. */
    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The 32 bytes of a span's hash. */
    byte[] of(byte[] buffer, int from, int to) {
        digest.update(buffer, from, to - from);
        return digest.digest();
    }
}
