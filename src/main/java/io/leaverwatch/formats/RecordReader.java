package io.leaverwatch.formats;

import io.leaverwatch.domain.Fault;
import java.io.IOException;

/**
 * Takes the records of one partition of a topic, each as one line: a line ending at its end and a byte-order mark at its
 * start are no part of it. Holds a buffer: for one thread.
 */
public final class RecordReader {
    private final Place place;
    private final LineHandler handler;
    private final PaddedLine padded = new PaddedLine();

    /** Gives records of that place to the handler. */
    public RecordReader(Place place, LineHandler handler) {
        this.place = place;
        this.handler = handler;
    }

    /**
     * Takes one record.
     *
     * @param value its bytes; null where it has none
     * @param offset where it stands in its partition
     */
    public void read(byte[] value, long offset) throws IOException {
        if (value == null) {
            handler.refused(place.deadLetter(Fault.NO_VALUE, "the record has no value", new byte[0], 0, 0, offset));
            return;
        }
        int from = Bytes.startsWithMark(value, value.length) ? 3 : 0;
        int to = end(value, from);
        if (to - from > LineBlocks.MOST_LENGTH) {
            LongLine line = new LongLine(offset, value, from);
            line.add(value, from, to);
            handler.refused(line.deadLetter(place, false));
            return;
        }
        int length = to - from;
        byte[] buffer = padded.of(value, from, to);
        handler.endOfLine(buffer, 0, length);
        handler.line(buffer, 0, length, offset);
    }

    private static int end(byte[] value, int from) {
        int to = value.length;
        if (to > from && value[to - 1] == '\n') {
            to--;
            if (to > from && value[to - 1] == '\r') {
                to--;
            }
        }
        return to;
    }
}
