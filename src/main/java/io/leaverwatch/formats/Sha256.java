package io.leaverwatch.formats;

import io.leaverwatch.domain.Digests;
import java.security.MessageDigest;

/** SHA-256 of lines. Holds state: one for each thread. */
final class Sha256 {
    private final MessageDigest digest = Digests.sha256();

    /** The 32 bytes of a span's hash. */
    byte[] of(byte[] buffer, int from, int to) {
        digest.update(buffer, from, to - from);
        return digest.digest();
    }
}
