package io.leaverwatch.connectors;

import io.leaverwatch.domain.Digests;
import io.leaverwatch.formats.Place;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Counts and hashes the bytes of an input, as packed, in their order. For one thread. */
final class InputHash {
    /**
     * The JVM has machine code for many blocks at once, and uses it only where a method is compiled that has been called often:
     * an input's first bytes are given block by block.
     */
    private static final long BYTES_BY_BLOCK = 10L << 20;

    private static final int BLOCK = 64;

    private final MessageDigest sha256 = Digests.sha256();
    private final byte[] head = new byte[Compression.MARK];
    private long size;

    void update(byte[] buffer, int from, int count) {
        if (size < head.length) {
            System.arraycopy(buffer, from, head, (int) size, (int) Math.min(count, head.length - size));
        }
        int part = size < BYTES_BY_BLOCK ? BLOCK : count;
        int to = from + count;
        for (int at = from; at < to; at += part) {
            sha256.update(buffer, at, Math.min(part, to - at));
        }
        size += count;
    }

    /** What came so far, of the input at that place; may be asked for again. */
    InputDigest digest(Place place) {
        try {
            byte[] hash = ((MessageDigest) sha256.clone()).digest();
            Compression compression = Compression.of(head, (int) Math.min(size, head.length));
            return new InputDigest(place, size, HexFormat.of().formatHex(hash), compression);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
