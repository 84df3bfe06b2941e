package io.leaverwatch.types;

import io.leaverwatch.domain.AccessEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * Some accesses of any credentials, compressed together: lines of one kind have most of their text in common. Their hashes
 * are left out where they are those of the lines. For one thread.
 *
 * <p>A record is the length of all that follows; the line's length, doubled, and one more where its hash stands behind it;
 * the line, the hash, and the other fields.
 */
public final class AccessBlock {
    /** How many accesses fill a block. */
    static final int MOST_ACCESSES = 64;

    /** How many bytes fill a block, before they are compressed. */
    static final int MOST_BYTES = 64 << 10;

    private static final int HASH_LENGTH = AccessEventSerializer.HASH_LENGTH;
    private static final int ROOM = 1 << 10;
    private static final int HEAD = 2 * Integer.BYTES;

    private final BlockCodec codec;
    private byte[] records = new byte[ROOM];
    private int length;
    private int[] keyHashes = new int[MOST_ACCESSES];
    private int count;
    private long newest = Long.MIN_VALUE;

    /** A block without accesses. */
    public AccessBlock(BlockCodec codec) {
        this.codec = codec;
    }

    /** A block that was stored. */
    public static AccessBlock of(byte[] packed, BlockIndex index, BlockCodec codec) {
        AccessBlock block = new AccessBlock(codec);
        block.records = codec.unpack(packed);
        block.length = block.records.length;
        block.keyHashes = index.keyHashes().clone();
        block.count = block.keyHashes.length;
        block.newest = index.newest();
        return block;
    }

    /** Adds an access. */
    public void add(CarriedAccess access) {
        byte[] form = access.form();
        int lineLength = AccessEventSerializer.lineLength(form);
        int hashAt = AccessEventSerializer.LINE_AT + lineLength;
        int restAt = hashAt + HASH_LENGTH;
        boolean isOwnHash = !codec.isHashOf(form, AccessEventSerializer.LINE_AT, lineLength, hashAt);
        makeRoom(HEAD + form.length);
        int head = length;
        int at = copy(form, AccessEventSerializer.LINE_AT, lineLength, head + HEAD);
        if (isOwnHash) {
            at = copy(form, hashAt, HASH_LENGTH, at);
        }
        at = copy(form, restAt, form.length - restAt, at);
        Numbers.putInt(records, head, at - head - Integer.BYTES);
        Numbers.putInt(records, head + Integer.BYTES, lineLength << 1 | (isOwnHash ? 1 : 0));
        length = at;
        if (count == keyHashes.length) {
            keyHashes = Arrays.copyOf(keyHashes, Math.max(MOST_ACCESSES, 2 * count));
        }
        keyHashes[count] = access.keyHash();
        count++;
        newest = Math.max(newest, access.occurredAt());
    }

    private int copy(byte[] from, int start, int bytes, int to) {
        System.arraycopy(from, start, records, to, bytes);
        return to + bytes;
    }

    private void makeRoom(int more) {
        if (records.length - length < more) {
            records = Arrays.copyOf(records, Math.max(2 * records.length, length + more));
        }
    }

    /** Whether nothing more should be added. */
    public boolean isFull() {
        return count >= MOST_ACCESSES || length >= MOST_BYTES;
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
        return codec.pack(records, length);
    }

    /** Forgets what is in it. */
    public void clear() {
        if (records.length > 2 * MOST_BYTES) {
            records = new byte[ROOM];
        }
        length = 0;
        count = 0;
        newest = Long.MIN_VALUE;
    }

    /**
     * Takes the accesses of a credential out.
     *
     * @param credentialKey the credential's name as it is compared
     * @return in the order in which they were added
     */
    public List<AccessEvent> take(String credentialKey) {
        List<AccessEvent> taken = new ArrayList<>();
        int wanted = credentialKey.hashCode();
        int left = 0;
        int leftCount = 0;
        for (int i = 0, at = 0; i < count; i++) {
            int bytes = Integer.BYTES + Numbers.getInt(records, at);
            AccessEvent access = keyHashes[i] == wanted ? read(at) : null;
            if (access != null && access.credentialKey().equals(credentialKey)) {
                taken.add(access);
            } else {
                System.arraycopy(records, at, records, left, bytes);
                left += bytes;
                keyHashes[leftCount] = keyHashes[i];
                leftCount++;
            }
            at += bytes;
        }
        length = left;
        count = leftCount;
        return taken;
    }

    private AccessEvent read(int at) {
        int lineAt = at + HEAD;
        int head = Numbers.getInt(records, at + Integer.BYTES);
        int hashAt = lineAt + (head >>> 1);
        byte[] raw = Arrays.copyOfRange(records, lineAt, hashAt);
        boolean isOwnHash = (head & 1) != 0;
        byte[] hash = isOwnHash ? Arrays.copyOfRange(records, hashAt, hashAt + HASH_LENGTH) : codec.hashOf(raw);
        int restAt = hashAt + (isOwnHash ? HASH_LENGTH : 0);
        int end = at + Integer.BYTES + Numbers.getInt(records, at);
        try {
            return AccessEventSerializer.readRest(new DataInputDeserializer(records, restAt, end - restAt), raw, hash);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored block of accesses cannot be read", e);
        }
    }
}
