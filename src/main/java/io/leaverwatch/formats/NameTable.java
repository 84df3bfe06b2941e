package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** A perfect hash of a few field names, found by their first eight bytes and their length without a branch. */
final class NameTable {
    private static final int BITS = 6;
    private static final int SIZE = 1 << BITS;

    private final long multiplier;
    private final long[] heads = new long[SIZE];
    private final long[] tails = new long[SIZE];
    private final int[] lengths = new int[SIZE];
    private final int[] slots = new int[SIZE];

    /** Names of 1 to 16 ASCII characters, which two words show whole; the first gets slot 1. */
    NameTable(List<String> names) {
        long candidate = 0x9E3779B97F4A7C15L;
        while (!isPerfect(names, candidate)) {
            candidate = candidate * 6364136223846793005L + 1442695040888963407L | 1;
        }
        multiplier = candidate;
        for (int i = 0; i < names.size(); i++) {
            byte[] name = padded(names.get(i));
            int length = names.get(i).length();
            int at = index(head(name, length), length, multiplier);
            heads[at] = head(name, length);
            tails[at] = length > 8 ? Bytes.word(name, length - 8) : heads[at];
            lengths[at] = length;
            slots[at] = i + 1;
        }
    }

    private static boolean isPerfect(List<String> names, long multiplier) {
        return names.stream()
                        .map(name -> index(head(padded(name), name.length()), name.length(), multiplier))
                        .distinct()
                        .count()
                == names.size();
    }

    private static byte[] padded(String name) {
        return java.util.Arrays.copyOf(name.getBytes(US_ASCII), name.length() + Long.BYTES);
    }

    private static long head(byte[] name, int length) {
        return Bytes.first(Bytes.word(name, 0), length);
    }

    private static int index(long head, int length, long multiplier) {
        return (int) (((head + length) * multiplier) >>> (64 - BITS));
    }

    /**
     * The slot of the name in {@code [from, to)}, 0 where it is none of the table's.
     *
     * @param firstWord the eight bytes from {@code from} on
     */
    int slot(byte[] buffer, int from, int to, long firstWord) {
        int length = to - from;
        long head = Bytes.first(firstWord, length);
        int at = index(head, length, multiplier);
        if (heads[at] != head || lengths[at] != length) {
            return 0;
        }
        return length <= 8 || Bytes.word(buffer, to - 8) == tails[at] ? slots[at] : 0;
    }
}
