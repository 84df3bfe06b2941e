package io.leaverwatch.connectors;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;

/** What a Zstandard file unpacks to, all of its frames one after the other; fails where one is broken or cut off. */
final class ZstdInput extends InputStream {
    /** The largest window that {@code zstd --long} makes. */
    private static final int MOST_WINDOW_LOG = 31;

    private final ZstdInputStreamNoFinalizer in;
    private final String source;
    private long unpacked;

    ZstdInput(InputStream in, String source) throws IOException {
        this.in = new ZstdInputStreamNoFinalizer(in).setLongMax(MOST_WINDOW_LOG);
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = in.read(buffer, offset, length);
            unpacked += Math.max(0, count);
            return count;
        } catch (InputUnreadable e) {
            throw e;
        } catch (IOException e) {
            boolean isCutOff = String.valueOf(e.getMessage()).contains("runcated");
            throw new InputUnreadable(
                    "cannot read " + source + ": its zstd data is "
                            + (isCutOff ? "cut off" : "broken (" + e.getMessage() + ")") + ", after " + unpacked
                            + " bytes of text were unpacked",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
