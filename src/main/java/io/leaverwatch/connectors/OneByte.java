package io.leaverwatch.connectors;

import java.io.IOException;
import java.io.InputStream;

/** What a stream that reads many bytes at a time says when it is asked for one. */
final class OneByte {
    private OneByte() {}

    /** As {@link InputStream#read()}, by the stream's reading of several. */
    static int of(InputStream in) throws IOException {
        byte[] one = new byte[1];
        return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }
}
