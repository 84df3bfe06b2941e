package io.leaverwatch.formats;

import io.leaverwatch.domain.DeadLetter;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a file as blocks of whole lines: LF or CRLF ends a line, the last needs no ending, and a byte-order mark at the
 * file's start belongs to none. Lines over 1 MiB are not held: they become dead letters with their first 64 KiB. For one
 * thread.
 */
public final class LineBlocks {
    /** The longest line that is read, without its ending, in bytes. */
    public static final int MOST_LENGTH = 1 << 20;

    /** How many bytes of a longer line a dead letter keeps. */
    public static final int KEPT_LENGTH = 1 << 16;

    /** How much is read at a time, in bytes: small enough to stay in the processor's cache. */
    public static final int CHUNK = 256 << 10;

    private static final int PADDING = 16;
    private static final byte[] NO_ROOM = new byte[0];

    private final InputStream in;
    private final Place place;
    private byte[] buffer = NO_ROOM;
    private int head;
    private int limit;
    /** Offset in the file of the buffer's first byte. */
    private long base;

    private boolean isExhausted;
    /** Null unless inside a line that is too long. */
    private LongLine longLine;

    /** Reads from the file's beginning to its end. */
    public LineBlocks(InputStream in, Place place) {
        this.in = in;
        this.place = place;
    }

    /** Offset in the file up to which bytes were taken from the stream. */
    public long position() {
        return base + limit;
    }

    /** Whether the last block was given. */
    public boolean isEnded() {
        return isExhausted;
    }

    /**
     * Reads from the stream once.
     *
     * @param room what is read into, if it is large enough: the bytes of a block that is done with, or none
     * @return the lines that are whole then and were not given before; perhaps none
     */
    public LineBlock next(byte[] room) throws IOException {
        fill(room);
        if (base == 0 && head == 0) {
            if (limit < 3 && !isExhausted) {
                return block(null, 0);
            }
            head = Bytes.startsWithMark(buffer, limit) ? 3 : 0;
        }
        DeadLetter refused = longLine == null ? null : finishLine();
        int to = longLine == null ? wholeLinesEnd() : head;
        if (to == head && limit - head > MOST_LENGTH + 1) {
            longLine = new LongLine(base + head, buffer, head);
            finishLine();
            to = head;
        }
        return block(refused, to);
    }

    private LineBlock block(DeadLetter refused, int to) {
        LineBlock block = new LineBlock(refused, buffer, head, to, base);
        head = to;
        return block;
    }

    /** The index behind the last line that is whole. */
    private int wholeLinesEnd() {
        int to = limit;
        while (to > head && buffer[to - 1] != '\n' && !isExhausted) {
            to--;
        }
        return to;
    }

    /** Goes to the end of a line that is too long, or as far as was read; gives the line if it ends. */
    private DeadLetter finishLine() {
        DeadLetter refused = null;
        int lineFeed = Bytes.indexOfLineFeed(buffer, head);
        longLine.add(buffer, head, lineFeed);
        if (lineFeed < limit || isExhausted) {
            refused = longLine.deadLetter(place, lineFeed < limit);
            longLine = null;
        }
        head = Math.min(lineFeed + 1, limit);
        return refused;
    }

    private void fill(byte[] room) throws IOException {
        int kept = limit - head;
        byte[] next = room;
        if (room.length < kept + CHUNK + PADDING) {
            next = new byte[Math.max(CHUNK + (CHUNK >> 1), Math.max(kept + CHUNK, kept * 2)) + PADDING];
        }
        System.arraycopy(buffer, head, next, 0, kept);
        buffer = next;
        base += head;
        head = 0;
        limit = kept;
        int count = in.read(buffer, limit, CHUNK);
        if (count < 0) {
            isExhausted = true;
        } else {
            limit += count;
        }
        buffer[limit] = '\n';
    }
}
