package io.leaverwatch.formats;

import io.leaverwatch.domain.DeadLetter;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a file, or a range of one, as blocks of whole lines: LF or CRLF ends a line, the last needs no ending, and a
 * byte-order mark at the file's start belongs to none. A range owns the lines that start in it and reads past its end to
 * finish the last. Lines over 1 MiB are not held: they become dead letters with their first 64 KiB. For one thread.
 */
public final class LineBlocks {
    /** The longest line that is read, without its ending, in bytes. */
    public static final int MOST_LENGTH = 1 << 20;

    /** How many bytes of a longer line a dead letter keeps. */
    public static final int KEPT_LENGTH = 1 << 16;

    /** How much is read at a time, in bytes: small enough to stay in the processor's cache. */
    public static final int CHUNK = 256 << 10;

    private static final int OVERHANG = 8 << 10;
    private static final int PADDING = 16;
    private static final byte[] NO_ROOM = new byte[0];

    private final InputStream in;
    private final Place place;
    private final long end;
    private byte[] buffer = NO_ROOM;
    private int head;
    private int limit;
    /** Offset in the file of the buffer's first byte. */
    private long base;

    /** Nothing was given yet, and the first line begins at the file's start or behind its mark. */
    private boolean isAtFileStart;

    /** Inside a line that is not held: another range's, or one that is too long. */
    private boolean isInsideLine;

    private boolean isExhausted;
    private boolean isEnded;
    /** Null unless inside one. */
    private LongLine longLine;

    /** Reads a whole file, or anything else from its beginning to its end. */
    public LineBlocks(InputStream in, Place place) {
        this(in, 0, Long.MAX_VALUE, place);
    }

    /**
     * Reads the lines that start in {@code [start, end)}.
     *
     * @param in at the byte before {@code start}, or at the file's first where start is 0; ends where the file does
     */
    public LineBlocks(InputStream in, long start, long end, Place place) {
        this.in = in;
        this.place = place;
        this.end = end;
        this.base = Math.max(0, start - 1);
        this.isAtFileStart = start == 0;
        this.isInsideLine = start > 0;
    }

    /** Offset in the file up to which bytes were taken from the stream. */
    public long position() {
        return base + limit;
    }

    /** Whether the last block was given. */
    public boolean isEnded() {
        return isEnded;
    }

    /**
     * Reads from the stream once.
     *
     * @param room what is read into, if it is large enough: the bytes of a block that is done with, or none
     * @return the lines that are whole then and were not given before; perhaps none
     */
    public LineBlock next(byte[] room) throws IOException {
        fill(room);
        if (isAtFileStart && base == 0) {
            if (limit < 3 && !isExhausted) {
                return block(null, 0);
            }
            head = startsWithMark() ? 3 : 0;
        }
        DeadLetter refused = isInsideLine ? finishLine() : null;
        int to = isInsideLine ? head : wholeLinesEnd();
        if (to == head && limit - head > MOST_LENGTH + 1 && !isEnded) {
            longLine = new LongLine(base + head, buffer, head);
            isInsideLine = true;
            finishLine();
            to = head;
        }
        isEnded |= isExhausted;
        return block(refused, to);
    }

    private LineBlock block(DeadLetter refused, int to) {
        LineBlock block = new LineBlock(refused, buffer, Math.min(head, to), to, base);
        isAtFileStart &= block.isEmpty();
        head = to;
        return block;
    }

    /** The index behind the last whole line that begins in the range. */
    private int wholeLinesEnd() {
        if (base + head >= end && !isAtFileStart) {
            isEnded = true;
            return head;
        }
        // A line that is no more in the range begins behind the first line feed from here on.
        long last = Math.max(head, end - 1 - base);
        if (last < limit) {
            int lineFeed = Bytes.indexOfLineFeed(buffer, (int) last);
            if (lineFeed < limit) {
                isEnded = true;
                return lineFeed + 1;
            }
        }
        if (isExhausted) {
            return limit;
        }
        int to = limit;
        while (to > head && buffer[to - 1] != '\n') {
            to--;
        }
        return to;
    }

    /** Goes to the end of a line that is not held, or as far as was read; gives the line where it is too long and ends. */
    private DeadLetter finishLine() {
        DeadLetter refused = null;
        int lineFeed = Bytes.indexOfLineFeed(buffer, head);
        boolean isFinished = lineFeed < limit || isExhausted;
        if (longLine != null) {
            longLine.add(buffer, head, lineFeed);
            if (isFinished) {
                refused = longLine.deadLetter(place, lineFeed < limit);
                longLine = null;
                isAtFileStart = false;
            }
        }
        head = lineFeed < limit ? lineFeed + 1 : limit;
        isInsideLine = !isFinished;
        return refused;
    }

    private boolean startsWithMark() {
        return limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
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
        long wanted = Math.max(0, end - position()) + OVERHANG;
        int count = in.read(buffer, limit, (int) Math.min(CHUNK, wanted < 0 ? CHUNK : wanted));
        if (count < 0) {
            isExhausted = true;
        } else {
            limit += count;
        }
        buffer[limit] = '\n';
    }
}
