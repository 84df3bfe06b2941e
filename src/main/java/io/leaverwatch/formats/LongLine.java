package io.leaverwatch.formats;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Digests;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** A line that is too long to hold: its beginning, its length and its hash, without its ending. */
final class LongLine {
    private final long position;
    private final byte[] head;
    private final MessageDigest digest = Digests.sha256();
    private long length;
    /** A carriage return came last; whether it is part of the ending the next byte shows. */
    private boolean heldReturn;

    /** Of the line that begins at {@code from}, of which at least {@link LineBlocks#KEPT_LENGTH} bytes are there. */
    LongLine(long position, byte[] buffer, int from) {
        this.position = position;
        this.head = Arrays.copyOfRange(buffer, from, from + LineBlocks.KEPT_LENGTH);
    }

    /** Takes the line's next bytes, its line feed excluded. */
    void add(byte[] buffer, int from, int to) {
        if (from == to) {
            return;
        }
        releaseReturn();
        heldReturn = buffer[to - 1] == '\r';
        int until = heldReturn ? to - 1 : to;
        digest.update(buffer, from, until - from);
        length += until - from;
    }

    /** The dead letter of the line, once all of it was taken. */
    DeadLetter deadLetter(Place place, boolean endsWithLineFeed) {
        if (!endsWithLineFeed) {
            releaseReturn();
        }
        String reason = "the line has " + length + " bytes; at most " + LineBlocks.MOST_LENGTH + " are read";
        return place.deadLetter(reason, head, length, HexFormat.of().formatHex(digest.digest()), position);
    }

    private void releaseReturn() {
        if (heldReturn) {
            digest.update((byte) '\r');
            length++;
            heldReturn = false;
        }
    }
}
