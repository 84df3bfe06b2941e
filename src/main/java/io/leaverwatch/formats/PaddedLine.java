package io.leaverwatch.formats;

import java.util.Arrays;

/** Holds a copy of a line as scanners want it: with a line feed behind it, and room to read on. For one thread. */
final class PaddedLine {
    private static final int PADDING = 16;
    private static final byte[] BEHIND = Arrays.copyOf(new byte[] {'\n'}, PADDING);

    private byte[] buffer = new byte[1 << 12];

    /** The line in {@code [from, to)}, from index 0 on, until the next call. */
    byte[] of(byte[] bytes, int from, int to) {
        int length = to - from;
        if (buffer.length < length + PADDING) {
            buffer = new byte[Math.max(length + PADDING, buffer.length * 2)];
        }
        System.arraycopy(bytes, from, buffer, 0, length);
        System.arraycopy(BEHIND, 0, buffer, length, PADDING);
        return buffer;
    }
}
