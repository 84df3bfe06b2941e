package io.leaverwatch.connectors;

/** How a file's text is packed, told by its first bytes. */
public enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    /** How many of its first bytes tell. */
    static final int MARK = 4;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** The end of a file's name that promises it; empty for NONE. */
    String suffix() {
        return suffix;
    }

    /** Told by the first {@code length} bytes of a file, of which {@link #MARK} are looked at. */
    static Compression of(byte[] head, int length) {
        if (length >= 2 && head[0] == 0x1F && head[1] == (byte) 0x8B) {
            return GZIP;
        }
        if (length >= 4) {
            int magic = (head[0] & 0xFF) | (head[1] & 0xFF) << 8 | (head[2] & 0xFF) << 16 | head[3] << 24;
            // A frame, or one that a reader must skip.
            if (magic == 0xFD2FB528 || (magic & 0xFFFFFFF0) == 0x184D2A50) {
                return ZSTD;
            }
        }
        return NONE;
    }
}
