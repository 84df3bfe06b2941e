package io.leaverwatch.report;

import java.util.Arrays;

/** Distinct input lines, named by source and position; 16 to 32 bytes each. */
final class LineSet {
    private static final int POSITION_BITS = 44;
    private static final long FREE = -1;

    private long[] slots = new long[64];
    private long size;

    LineSet() {
        Arrays.fill(slots, FREE);
    }

    /**
     * @param sourceOrder place of the source on the command line; below 2^19
     * @param position byte offset of the line; below 2^44 (16 TiB)
     * @return whether the line is new here
     */
    boolean add(int sourceOrder, long position) {
        if (sourceOrder < 0 || sourceOrder >= 1 << 19 || position < 0 || position >= 1L << POSITION_BITS) {
            throw new IllegalArgumentException("no line of an input: source " + sourceOrder + ", position " + position);
        }
        if (size * 2 >= slots.length) {
            grow();
        }
        boolean isNew = put((long) sourceOrder << POSITION_BITS | position);
        size += isNew ? 1 : 0;
        return isNew;
    }

    long size() {
        return size;
    }

    private boolean put(long line) {
        int mask = slots.length - 1;
        long mixed = line * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (slots[slot] != FREE) {
            if (slots[slot] == line) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = line;
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        Arrays.fill(slots, FREE);
        for (long line : old) {
            if (line != FREE) {
                put(line);
            }
        }
    }
}
