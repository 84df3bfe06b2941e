package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leaverwatch.domain.Names;
import java.io.Serializable;
import java.util.Collection;
import java.util.Set;

/**
 * A set of names as they are compared ({@link Names#key}) that is asked with the raw bytes of a line. Names that are
 * plain ASCII are hashed and compared as they lie there; only others are made a string first.
 */
final class ByteKeys implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long BLANKS = 0x2020202020202020L;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    /** The keys one after the other, each after its length; then room for a word. */
    private final byte[] pool;
    /** Open addressing: the hash's upper half, and the key's place in the pool plus one; 0 is free. */
    private final long[] slots;

    private final int shift;
    /** A bit for each key, by other bits of its hash: small enough to stay near, and mostly the last that is asked. */
    private final long[] filter;

    private final int filterShift;
    private final int size;

    ByteKeys(Collection<String> keys) {
        Set<String> distinct = Set.copyOf(keys);
        size = distinct.size();
        int log = Math.max(4, 34 - Integer.numberOfLeadingZeros(Math.max(1, distinct.size())));
        slots = new long[1 << log];
        shift = 64 - log;
        int filterLog = Math.min(log + 2, 30);
        filter = new long[Math.max(1, (1 << filterLog) >> 6)];
        filterShift = 32 - filterLog;
        int length = distinct.stream()
                .mapToInt(key -> 4 + key.getBytes(UTF_8).length)
                .sum();
        pool = new byte[length + Long.BYTES];
        int end = 0;
        for (String key : distinct) {
            byte[] bytes = key.getBytes(UTF_8);
            int start = end + 4;
            for (int i = 0; i < 4; i++) {
                pool[end + i] = (byte) (bytes.length >>> (8 * i));
            }
            System.arraycopy(bytes, 0, pool, start, bytes.length);
            end = start + bytes.length;
            insert(hash(pool, start, end), start);
        }
    }

    /** How many keys there are. */
    int size() {
        return size;
    }

    private void insert(long hash, int start) {
        int at = (int) (hash >>> shift);
        while (slots[at] != 0) {
            at = (at + 1) & (slots.length - 1);
        }
        slots[at] = (hash << 32) | start;
        int bit = (int) hash >>> filterShift;
        filter[bit >>> 6] |= 1L << bit;
    }

    /** Whether a name as it is compared is in the set. */
    boolean contains(String key) {
        byte[] bytes = key.getBytes(UTF_8);
        byte[] padded = java.util.Arrays.copyOf(bytes, bytes.length + Long.BYTES);
        return find(padded, 0, bytes.length);
    }

    /**
     * Whether the name in a span, well-formed UTF-8 as it was given, is in the set once it is trimmed and lowered. The
     * array must go on for 8 bytes after the span.
     */
    boolean containsGiven(byte[] buffer, int from, int to) {
        if (from == to || buffer[from] == ' ' || buffer[to - 1] == ' ' || Bytes.hasHighBit(buffer, from, to)) {
            return contains(Names.key(new String(buffer, from, to - from, UTF_8)));
        }
        return find(buffer, from, to);
    }

    private boolean find(byte[] buffer, int from, int to) {
        long hash = hash(buffer, from, to);
        int bit = (int) hash >>> filterShift;
        if ((filter[bit >>> 6] & 1L << bit) == 0) {
            return false;
        }
        int at = (int) (hash >>> shift);
        for (long slot = slots[at]; slot != 0; slot = slots[at]) {
            if ((int) (slot >>> 32) == (int) hash && isSameKey((int) slot, buffer, from, to)) {
                return true;
            }
            at = (at + 1) & (slots.length - 1);
        }
        return false;
    }

    /** The case of a letter is one bit, which the hash leaves out. */
    private static long hash(byte[] buffer, int from, int to) {
        long hash = (to - from) * MIX;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            hash = (hash ^ (Bytes.word(buffer, at) | BLANKS)) * MIX;
            hash ^= hash >>> 32;
        }
        if (at < to) {
            hash = (hash ^ Bytes.first(Bytes.word(buffer, at) | BLANKS, to - at)) * MIX;
        }
        return (hash ^ (hash >>> 29)) * MIX;
    }

    private boolean isSameKey(int start, byte[] buffer, int from, int to) {
        int length = 0;
        for (int i = 0; i < 4; i++) {
            length |= (pool[start - 4 + i] & 0xFF) << (8 * i);
        }
        if (length != to - from) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            byte given = buffer[from + i];
            int lowered = given >= 'A' && given <= 'Z' ? given + 32 : given;
            if (pool[start + i] != lowered) {
                return false;
            }
        }
        return true;
    }
}
