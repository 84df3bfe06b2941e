package io.leaverwatch.connectors;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens an input's text from its beginning, unpacked. */
final class Unpacked {
    private Unpacked() {}

    /** For a look at a file, no stream, that the run reads later. */
    static InputStream openBefore(InputFile file) throws IOException {
        return unpack(file.compression(), new FileBytes(file), file.place().source());
    }

    /** For the run; counts the bytes as packed, and hashes them. */
    static InputStream open(InputFile file, Progress progress) throws IOException {
        String source = file.place().source();
        if (!file.isStream()) {
            return unpack(file.compression(), new Counted(new FileBytes(file), file, progress), source);
        }
        InputStream raw = file.path() == null ? System.in : Files.newInputStream(Path.of(file.path()));
        PushbackInputStream in = new PushbackInputStream(new Counted(raw, file, progress), Compression.MARK);
        byte[] head = in.readNBytes(Compression.MARK);
        in.unread(head);
        return unpack(Compression.of(head, head.length), in, source);
    }

    private static InputStream unpack(Compression compression, InputStream in, String source) throws IOException {
        return switch (compression) {
            case NONE -> in;
            case GZIP -> new GzipInput(in, source);
            case ZSTD -> new ZstdInput(in, source);
        };
    }

    /** Sees the bytes as packed go by. */
    private static final class Counted extends FilterInputStream {
        private final InputFile file;
        private final Progress progress;
        private final InputHash hash = new InputHash();

        Counted(InputStream in, InputFile file, Progress progress) {
            super(in);
            this.file = file;
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            return OneByte.of(this);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                progress.read(count, 0, 0);
                hash.update(buffer, offset, count);
            } else if (count < 0) {
                progress.ended(hash.digest(file.place()));
            }
            return count;
        }
    }
}
