package io.leaverwatch.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file's bytes from an offset up to the size that it had when it was found. */
final class FileRange extends InputStream {
    private final InputFile file;
    private final FileChannel channel;
    private long position;

    FileRange(InputFile file, long position) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(Path.of(file.path()));
        this.position = position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long left = file.size() - position;
        if (left <= 0) {
            return -1;
        }
        int count = channel.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, left)), position);
        if (count < 0) {
            throw new InputUnreadable("cannot read " + file.place().source() + ": it became shorter than " + file.size()
                    + " bytes while it was read");
        }
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
