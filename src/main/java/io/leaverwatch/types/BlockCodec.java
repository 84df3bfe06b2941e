package io.leaverwatch.types;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import io.leaverwatch.domain.Digests;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/** What packing {@link AccessBlock}s needs and is too large for each to have. For one thread. */
public final class BlockCodec {
    private static final int HASH_LENGTH = AccessEventSerializer.HASH_LENGTH;

    /** Higher levels take up to three times as long for a tenth less. */
    private static final int LEVEL = 1;

    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private final MessageDigest sha256 = Digests.sha256();
    private final byte[] hash = new byte[HASH_LENGTH];
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

    byte[] hashOf(byte[] bytes) {
        return sha256.digest(bytes);
    }

    /** Whether the hash that stands at a place is that of a range of the same bytes. */
    boolean isHashOf(byte[] bytes, int from, int length, int hashAt) {
        sha256.update(bytes, from, length);
        try {
            sha256.digest(hash, 0, HASH_LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 has 32 bytes", e);
        }
        return Arrays.equals(hash, 0, HASH_LENGTH, bytes, hashAt, hashAt + HASH_LENGTH);
    }
}
