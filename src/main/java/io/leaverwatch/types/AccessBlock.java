package io.leaverwatch.types;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Some accesses of any credentials, compressed together: lines of one kind have most of their text in common. Their hashes
 * are left out where they are those of the lines. For one thread.
 */
public final class AccessBlock {
    /** How many accesses fill a block. */
    static final int MOST_ACCESSES = 64;

    /** How many bytes fill a block, before they are compressed. */
    static final int MOST_BYTES = 64 << 10;

    private static final int HASH_LENGTH = AccessEventSerializer.HASH_LENGTH;
    private static final int ROOM = 1 << 10;

    /** Higher levels take up to three times as long for a tenth less. */
    private static final int LEVEL = 1;

    private static final ThreadLocal<Codec> CODEC = ThreadLocal.withInitial(Codec::new);

    private DataOutputSerializer records = new DataOutputSerializer(ROOM);
    private int[] keyHashes = new int[MOST_ACCESSES];
    private int count;
    private long newest = Long.MIN_VALUE;

    /** What compressing needs, which is large. */
    private static final class Codec {
        private final ZstdCompressCtx compressor = new ZstdCompressCtx();
        private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
        private final MessageDigest sha256 = Digests.sha256();
        private final byte[] hash = new byte[HASH_LENGTH];
        private byte[] room = new byte[ROOM];

        private Codec() {
            compressor.setLevel(LEVEL).setMagicless(true).setChecksum(false).setContentSize(true);
            decompressor.setMagicless(true);
        }

        private byte[] compress(byte[] bytes, int length) {
            int most = Math.toIntExact(Zstd.compressBound(length));
            if (room.length < most) {
                room = new byte[most];
            }
            return Arrays.copyOf(room, compressor.compressByteArray(room, 0, room.length, bytes, 0, length));
        }

        private boolean isHashOf(byte[] bytes, int from, int length, int hashAt) {
            try {
                sha256.update(bytes, from, length);
                sha256.digest(hash, 0, HASH_LENGTH);
            } catch (DigestException e) {
                throw new IllegalStateException(e); // there is room
            }
            return Arrays.equals(hash, 0, HASH_LENGTH, bytes, hashAt, hashAt + HASH_LENGTH);
        }
    }

    /** Adds an access. */
    public void add(CarriedAccess access) {
        byte[] form = access.form();
        DataInputDeserializer in = new DataInputDeserializer(form);
        try {
            int length = (int) Numbers.read(in);
            int from = in.getPosition();
            int hashAt = from + length;
            int restAt = hashAt + HASH_LENGTH;
            boolean isOwnHash = !CODEC.get().isHashOf(form, from, length, hashAt);
            Numbers.write((long) length << 1 | (isOwnHash ? 1 : 0), records);
            Numbers.write(form.length - restAt, records);
            records.write(form, from, length);
            if (isOwnHash) {
                records.write(form, hashAt, HASH_LENGTH);
            }
            records.write(form, restAt, form.length - restAt);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory gives none
        }
        note(access.keyHash(), access.occurredAt());
    }

    private void note(int keyHash, long occurredAt) {
        if (count == keyHashes.length) {
            keyHashes = Arrays.copyOf(keyHashes, Math.max(MOST_ACCESSES, 2 * count));
        }
        keyHashes[count] = keyHash;
        count++;
        newest = Math.max(newest, occurredAt);
    }

    /** Whether nothing more should be added. */
    public boolean isFull() {
        return count >= MOST_ACCESSES || records.length() >= MOST_BYTES;
    }

    /** How many accesses are in it. */
    public int count() {
        return count;
    }

    /** No access in it is later, epoch millis; the least number where there is none. */
    public long newest() {
        return newest;
    }

    /** What is known of it without unpacking it. */
    public BlockIndex index() {
        return new BlockIndex(newest, Arrays.copyOf(keyHashes, count));
    }

    /** The stored form. */
    public byte[] packed() {
        return CODEC.get().compress(records.getSharedBuffer(), records.length());
    }

    /** Forgets what is in it. */
    public void clear() {
        if (records.getSharedBuffer().length > 2 * MOST_BYTES) {
            records = new DataOutputSerializer(ROOM);
        } else {
            records.clear();
        }
        count = 0;
        newest = Long.MIN_VALUE;
    }

    /** A block that was stored. */
    public static AccessBlock of(byte[] packed, BlockIndex index) {
        byte[] bytes = new byte[Math.toIntExact(Zstd.getFrameContentSize(packed, 0, packed.length, true))];
        CODEC.get().decompressor.decompressByteArray(bytes, 0, bytes.length, packed, 0, packed.length);
        AccessBlock block = new AccessBlock();
        block.replace(bytes, bytes.length, index.keyHashes(), index.newest());
        return block;
    }

    private void replace(byte[] bytes, int length, int[] hashes, long latest) {
        records.clear();
        try {
            records.write(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory gives none
        }
        keyHashes = hashes.clone();
        count = hashes.length;
        newest = latest;
    }

    /**
     * Takes the accesses of a credential out.
     *
     * @param credentialKey the credential's name as it is compared
     * @return in the order in which they were added
     */
    public List<AccessEvent> take(String credentialKey) {
        if (!index().mayHold(credentialKey.hashCode())) {
            return List.of();
        }
        try {
            return taken(credentialKey);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored block of accesses cannot be read", e);
        }
    }

    private List<AccessEvent> taken(String credentialKey) throws IOException {
        List<AccessEvent> taken = new ArrayList<>();
        byte[] all = records.getCopyOfBuffer();
        DataInputDeserializer in = new DataInputDeserializer(all);
        DataOutputSerializer left = new DataOutputSerializer(all.length);
        int[] leftHashes = new int[count];
        int leftCount = 0;
        int wanted = credentialKey.hashCode();
        for (int i = 0; i < count; i++) {
            int from = in.getPosition();
            AccessEvent access = keyHashes[i] == wanted ? read(in) : null;
            if (access != null && access.credentialKey().equals(credentialKey)) {
                taken.add(access);
                continue;
            }
            if (access == null) {
                skip(in);
            }
            left.write(all, from, in.getPosition() - from);
            leftHashes[leftCount] = keyHashes[i];
            leftCount++;
        }
        replace(left.getSharedBuffer(), left.length(), Arrays.copyOf(leftHashes, leftCount), newest);
        return taken;
    }

    private static void skip(DataInputDeserializer in) throws IOException {
        long head = Numbers.read(in);
        long rest = Numbers.read(in);
        in.skipBytesToRead((int) ((head >>> 1) + (head & 1) * HASH_LENGTH + rest));
    }

    private static AccessEvent read(DataInputDeserializer in) throws IOException {
        long head = Numbers.read(in);
        Numbers.read(in);
        byte[] raw = new byte[(int) (head >>> 1)];
        in.readFully(raw);
        byte[] hash;
        if ((head & 1) == 0) {
            hash = CODEC.get().sha256.digest(raw);
        } else {
            hash = new byte[HASH_LENGTH];
            in.readFully(hash);
        }
        return AccessEventSerializer.readRest(in, raw, hash);
    }
}
