package io.leaverwatch.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file's bytes up to the size that it had when it was found. */
final class FileBytes extends InputStream {
    /** No read gives more. */
    private static final int ROOM = 128 << 10;

    private static final int ALIGNMENT = 64;

    /**
     * What the kernel copies into. Its copy takes four times as long on some processors where this does not begin at a multiple
     * of 32, and the one that the JDK would take mostly begins 16 after.
     */
    private static final ThreadLocal<ByteBuffer> ALIGNED = ThreadLocal.withInitial(
            () -> ByteBuffer.allocateDirect(ROOM + ALIGNMENT).alignedSlice(ALIGNMENT));

    private final InputFile file;
    private final FileChannel channel;
    private long position;

    FileBytes(InputFile file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(Path.of(file.path()));
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long left = file.size() - position;
        if (left <= 0) {
            return -1;
        }
        ByteBuffer room = ALIGNED.get().clear();
        room.limit((int) Math.min(Math.min(length, left), room.capacity()));
        int count = channel.read(room, position);
        if (count < 0) {
            throw new InputUnreadable("cannot read " + file.place().source() + ": it became shorter than " + file.size()
                    + " bytes while it was read");
        }
        room.flip().get(buffer, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
