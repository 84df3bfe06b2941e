package io.leaverwatch.types;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.Arrays;

/** What packing {@link AccessBlock}s needs and is too large for each to have. For one thread. */
public final class BlockCodec {
    /** Higher levels take up to three times as long for a tenth less. */
    private static final int LEVEL = 1;

    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private byte[] room = new byte[0];

    /** One with nothing in it. */
    public BlockCodec() {
        compressor.setLevel(LEVEL).setMagicless(true).setChecksum(false).setContentSize(true);
        decompressor.setMagicless(true);
    }

    byte[] pack(byte[] bytes, int length) {
        int most = Math.toIntExact(Zstd.compressBound(length));
        if (room.length < most) {
            room = new byte[most];
        }
        return Arrays.copyOf(room, compressor.compressByteArray(room, 0, room.length, bytes, 0, length));
    }

    byte[] unpack(byte[] packed) {
        byte[] bytes = new byte[Math.toIntExact(Zstd.getFrameContentSize(packed, 0, packed.length, true))];
        decompressor.decompressByteArray(bytes, 0, bytes.length, packed, 0, packed.length);
        return bytes;
    }
}
