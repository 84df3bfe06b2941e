package io.leaverwatch.formats;

import java.io.IOException;
import java.io.InputStream;

/** Gives a handler the lines of a file, as {@link LineBlocks} cuts it. */
public final class LineReader {
    private final LineBlocks blocks;
    private final Place place;
    private final LineHandler handler;
    private byte[] room = new byte[0];

    /** Reads from the file's beginning to its end. */
    public LineReader(InputStream in, Place place, LineHandler handler) {
        this.blocks = new LineBlocks(in, place);
        this.place = place;
        this.handler = handler;
    }

    /** Offset in the file up to which bytes were taken from the stream. */
    public long position() {
        return blocks.position();
    }

    /** Reads from the stream once and handles the lines that are whole then; false after the last. */
    public boolean advance() throws IOException {
        LineBlock block = blocks.next(room);
        room = block.bytes();
        block.giveTo(handler, place);
        return !blocks.isEnded();
    }
}
