package io.leaverwatch.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts the bytes of a file, or of a range of one, into lines: LF or CRLF ends one, the last needs no ending, and a
 * byte-order mark at the file's start belongs to none. A range owns the lines that start in it and reads past its end to
 * finish the last. Lines over 1 MiB are not held: they become dead letters with their first 64 KiB.
 */
public final class LineReader {
    /** The longest line that is read, without its ending, in bytes. */
    public static final int MOST_LENGTH = 1 << 20;

    /** How many bytes of a longer line a dead letter keeps. */
    public static final int KEPT_LENGTH = 1 << 16;

    /** How much is read at a time, in bytes: small enough to stay in the processor's cache. */
    public static final int CHUNK = 256 << 10;

    private static final int OVERHANG = 8 << 10;
    private static final int PADDING = 16;

    private final InputStream in;
    private final Place place;
    private final LineHandler handler;
    private final long end;
    private byte[] buffer = new byte[CHUNK + (CHUNK >> 1) + PADDING];
    private int head;
    private int limit;
    /** Offset in the file of the buffer's first byte. */
    private long base;

    /** No line was taken yet, and the first begins at the file's start or behind its mark. */
    private boolean isAtFileStart;

    private boolean isInsideLine;
    private boolean isExhausted;
    private LongLine longLine;
    private long lines;

    /** Reads a whole file, or anything else from its beginning to its end. */
    public LineReader(InputStream in, Place place, LineHandler handler) {
        this(in, 0, Long.MAX_VALUE, place, handler);
    }

    /**
     * Reads the lines that start in {@code [start, end)}.
     *
     * @param in at the byte before {@code start}, or at the file's first where start is 0; ends where the file does
     */
    public LineReader(InputStream in, long start, long end, Place place, LineHandler handler) {
        this.in = in;
        this.place = place;
        this.handler = handler;
        this.end = end;
        this.base = Math.max(0, start - 1);
        this.isAtFileStart = start == 0;
        this.isInsideLine = start > 0;
    }

    /** Offset in the file up to which bytes were taken from the stream. */
    public long position() {
        return base + limit;
    }

    /** Lines handled so far. */
    public long lines() {
        return lines;
    }

    /** Reads from the stream once and handles the lines that are whole then; false after the last. */
    public boolean advance() throws IOException {
        fill();
        if (isAtFileStart && base == 0) {
            if (limit < 3 && !isExhausted) {
                return true;
            }
            head = startsWithMark() ? 3 : 0;
        }
        if (isInsideLine) {
            finishLine();
        }
        while (!isInsideLine && head < limit) {
            if (base + head >= end && !isAtFileStart) {
                return false;
            }
            int lineFeed = handler.endOfLine(buffer, head, limit);
            if (lineFeed == limit && !isExhausted) {
                if (limit - head > MOST_LENGTH + 1) {
                    longLine = new LongLine(base + head, buffer, head);
                    isInsideLine = true;
                    finishLine();
                }
                break;
            }
            take(lineFeed);
        }
        return !isExhausted;
    }

    private void take(int lineFeed) throws IOException {
        boolean hasEnding = lineFeed < limit;
        int to = hasEnding && lineFeed > head && buffer[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        long position = base + head;
        if (to - head > MOST_LENGTH) {
            LongLine line = new LongLine(position, buffer, head);
            line.add(buffer, head, lineFeed);
            handler.refused(line.deadLetter(place, hasEnding));
        } else {
            handler.line(buffer, head, to, position);
        }
        head = hasEnding ? lineFeed + 1 : limit;
        isAtFileStart = false;
        lines++;
    }

    /** Goes to the end of a line that is not held: another range's, or one that is too long. */
    private void finishLine() throws IOException {
        int lineFeed = Bytes.indexOfLineFeed(buffer, head);
        boolean isFinished = lineFeed < limit || isExhausted;
        if (longLine != null) {
            longLine.add(buffer, head, lineFeed);
            if (isFinished) {
                handler.refused(longLine.deadLetter(place, lineFeed < limit));
                longLine = null;
                isAtFileStart = false;
                lines++;
            }
        }
        head = lineFeed < limit ? lineFeed + 1 : limit;
        isInsideLine = !isFinished;
    }

    private boolean startsWithMark() {
        return limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
    }

    private void fill() throws IOException {
        int kept = limit - head;
        System.arraycopy(buffer, head, buffer, 0, kept);
        base += head;
        head = 0;
        limit = kept;
        if (buffer.length < kept + CHUNK + PADDING) {
            buffer = Arrays.copyOf(buffer, Math.max(kept + CHUNK + PADDING, kept * 2));
        }
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
