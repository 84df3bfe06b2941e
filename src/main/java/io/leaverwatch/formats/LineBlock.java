package io.leaverwatch.formats;

import io.leaverwatch.domain.DeadLetter;
import java.io.IOException;

/**
 * Whole lines that were read together, in {@code [from, to)}. Whoever has the block may read lines out of it, on any thread,
 * until the bytes are read into again. The byte at {@code to - 1} is a line feed, or the one at {@code to}; more follow that.
 *
 * @param refused a line before the others that is not held; null where there is none
 * @param bytes what was read into
 * @param base offset in the file of the first byte
 */
public record LineBlock(DeadLetter refused, byte[] bytes, int from, int to, long base) {

    /** Whether there is nothing to give. */
    public boolean isEmpty() {
        return from == to && refused == null;
    }

    /** Gives the lines in their order, and says how many they are. */
    public long giveTo(LineHandler handler, Place place) throws IOException {
        long lines = 0;
        if (refused != null) {
            handler.refused(refused);
            lines++;
        }
        int head = from;
        while (head < to) {
            int lineFeed = handler.endOfLine(bytes, head, to);
            give(head, lineFeed, handler, place);
            head = lineFeed + 1;
            lines++;
        }
        return lines;
    }

    private void give(int head, int lineFeed, LineHandler handler, Place place) throws IOException {
        boolean hasEnding = lineFeed < to;
        int end = hasEnding && lineFeed > head && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        if (end - head > LineBlocks.MOST_LENGTH) {
            LongLine line = new LongLine(base + head, bytes, head);
            line.add(bytes, head, lineFeed);
            handler.refused(line.deadLetter(place, hasEnding));
        } else {
            handler.line(bytes, head, end, base + head);
        }
    }
}
