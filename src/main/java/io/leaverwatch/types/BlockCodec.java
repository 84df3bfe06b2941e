package io.leaverwatch.types;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Packs {@link AccessBlock}s; what that needs is kept for the next, since making it anew would take longer than packing. */
final class BlockCodec {
    /** Higher levels take up to three times as long for a tenth less. */
    private static final int LEVEL = 1;

    /**
     * As many as threads ever packed at once. Not one for each thread, as {@link AccessPacking} has: those that write checkpoints
     * come and go, and what zstd allocated for them would stay.
     */
    private static final Queue<BlockCodec> IDLE = new ConcurrentLinkedQueue<>();

    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private byte[] room = new byte[0];

    private BlockCodec() {
        compressor.setLevel(LEVEL).setMagicless(true).setChecksum(false).setContentSize(true);
        decompressor.setMagicless(true);
    }

    /** Packs so many bytes from the beginning; any thread may. */
    static byte[] pack(byte[] bytes, int length) {
        BlockCodec codec = take();
        byte[] packed = codec.packed(bytes, length);
        IDLE.add(codec);
        return packed;
    }

    /** What was packed; any thread may. */
    static byte[] unpack(byte[] packed) {
        BlockCodec codec = take();
        byte[] bytes = codec.unpacked(packed);
        IDLE.add(codec);
        return bytes;
    }

    private static BlockCodec take() {
        BlockCodec idle = IDLE.poll();
        return idle == null ? new BlockCodec() : idle;
    }

    private byte[] packed(byte[] bytes, int length) {
        int most = Math.toIntExact(Zstd.compressBound(length));
        if (room.length < most) {
            room = new byte[most];
        }
        return Arrays.copyOf(room, compressor.compressByteArray(room, 0, room.length, bytes, 0, length));
    }

    private byte[] unpacked(byte[] packed) {
        byte[] bytes = new byte[Math.toIntExact(Zstd.getFrameContentSize(packed, 0, packed.length, true))];
        decompressor.decompressByteArray(bytes, 0, bytes.length, packed, 0, packed.length);
        return bytes;
    }
}
