package io.leaverwatch.domain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one hash of evidence, ids and versions. */
public final class Digests {
    private Digests() {}

    /** A SHA-256 to be fed; for one thread. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
