package io.leaverwatch.connectors;

import io.leaverwatch.domain.Digests;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Opens an input's text from its beginning, unpacked; counts, and of a stream hashes, the bytes as packed. */
final class Unpacked {
    private static final int HEAD = 4;

    private Unpacked() {}

    static InputStream open(InputFile file, Progress progress) throws IOException {
        String source = file.place().source();
        if (!file.isStream()) {
            return unpack(file.compression(), new Counted(new FileRange(file, 0), file, progress, null), source);
        }
        InputStream raw = file.path() == null ? System.in : Files.newInputStream(Path.of(file.path()));
        PushbackInputStream in = new PushbackInputStream(new Counted(raw, file, progress, Digests.sha256()), HEAD);
        byte[] head = in.readNBytes(HEAD);
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
        private final MessageDigest digest;
        private long size;

        Counted(InputStream in, InputFile file, Progress progress, MessageDigest digest) {
            super(in);
            this.file = file;
            this.progress = progress;
            this.digest = digest;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                size += count;
                progress.read(count, 0, 0);
                if (digest != null) {
                    digest.update(buffer, offset, count);
                }
            } else if (count < 0 && digest != null) {
                String sha256 = HexFormat.of().formatHex(((MessageDigest) cloned()).digest());
                progress.stream(file.place().sourceOrder()).complete(new InputDigest(file.place(), size, sha256));
            }
            return count;
        }

        private Object cloned() {
            try {
                // The end may be asked for twice, and a digest given only once.
                return digest.clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
