package io.leaverwatch.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a gzip file unpacks to, all of its members one after the other. Unlike the JDK's own it fails where a later
 * member is broken or cut off, in its header too, and where anything but zero bytes follows the last.
 */
final class GzipInput extends InputStream {
    private static final int BUFFER = 256 << 10;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final String source;
    private final byte[] packed = new byte[BUFFER];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int next;
    private int limit;
    private long unpacked;
    private boolean isFirst = true;
    private boolean isInMember;
    private boolean isDone;

    GzipInput(InputStream in, String source) {
        this.in = in;
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!isDone && length > 0) {
            if (!isInMember) {
                isDone = !beginMember();
                continue;
            }
            int count = inflate(buffer, offset, length);
            if (count > 0) {
                crc.update(buffer, offset, count);
                unpacked += count;
                return count;
            }
            if (inflater.finished()) {
                endMember();
            }
        }
        return length == 0 ? 0 : -1;
    }

    private int inflate(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(buffer, offset, length);
            if (count == 0 && inflater.needsDictionary()) {
                throw broken("it needs a dictionary");
            }
            if (count == 0 && inflater.needsInput()) {
                if (!fill()) {
                    throw cutOff();
                }
                inflater.setInput(packed, next, limit - next);
                next = limit;
            }
            return count;
        } catch (DataFormatException e) {
            throw broken(e.getMessage() == null ? "bad block" : e.getMessage());
        }
    }

    /** Reads a member's header; false at the end of the file. */
    private boolean beginMember() throws IOException {
        int first = nextOrEnd();
        while (first == 0 && !isFirst) {
            first = nextOrEnd();
        }
        if (first < 0) {
            if (isFirst) {
                throw cutOff();
            }
            return false;
        }
        if (first != 0x1F || nextByte() != 0x8B) {
            throw broken("something that is no gzip data follows its end");
        }
        int method = nextByte();
        int flags = nextByte();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw broken("unknown method or flags");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(nextByte() | nextByte() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(packed, next, limit - next);
        next = limit;
        crc.reset();
        isFirst = false;
        isInMember = true;
        return true;
    }

    private void endMember() throws IOException {
        next = limit - inflater.getRemaining();
        long expected = nextInt();
        long size = nextInt();
        if (expected != crc.getValue() || size != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw broken("checksum or length do not match");
        }
        isInMember = false;
    }

    private long nextInt() throws IOException {
        return nextByte() | (long) nextByte() << 8 | (long) nextByte() << 16 | (long) nextByte() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            nextByte();
        }
    }

    private void skipText() throws IOException {
        while (nextByte() != 0) {}
    }

    private int nextByte() throws IOException {
        int value = nextOrEnd();
        if (value < 0) {
            throw cutOff();
        }
        return value;
    }

    private int nextOrEnd() throws IOException {
        return next < limit || fill() ? packed[next++] & 0xFF : -1;
    }

    private boolean fill() throws IOException {
        next = 0;
        limit = Math.max(0, in.read(packed, 0, packed.length));
        return limit > 0;
    }

    private InputUnreadable cutOff() {
        return new InputUnreadable("cannot read " + source + ": its gzip data is cut off, after " + unpacked
                + " bytes of text were unpacked");
    }

    private InputUnreadable broken(String reason) {
        return new InputUnreadable("cannot read " + source + ": its gzip data is broken (" + reason + "), after "
                + unpacked + " bytes of text were unpacked");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
