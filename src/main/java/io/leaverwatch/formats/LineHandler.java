package io.leaverwatch.formats;

import io.leaverwatch.domain.DeadLetter;
import java.io.IOException;

/** Takes lines, in the order in which they were read. */
public interface LineHandler {
    /**
     * Where the line that begins at {@code from} ends: the index of the first line feed. There is one before {@code limit}
     * or at it, and 8 bytes follow that. A handler that must look at the line anyway may do so here, since {@link #line}
     * follows, or {@link #refused} where the line is too long.
     */
    default int endOfLine(byte[] buffer, int from, int limit) {
        return Bytes.indexOfLineFeed(buffer, from);
    }

    /**
     * One line of up to 1 MiB, in {@code [from, to)} without its ending; the buffer is as above.
     *
     * @param position byte offset of the line in its file
     */
    void line(byte[] buffer, int from, int to, long position) throws IOException;

    /** One line that is not looked at: over 1 MiB, or no line at all. */
    void refused(DeadLetter deadLetter) throws IOException;

    /** What became of the lines so far. */
    Tally tally();
}
