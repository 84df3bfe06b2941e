package io.leaverwatch.types;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.formats.AccessReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some accesses of any credentials, compressed together: lines of one kind have most of their text in common. A record is
 * its length and what travelled. For one thread.
 */
public final class AccessBlock {
    /** How many accesses fill a block. */
    static final int MOST_ACCESSES = 64;

    /** How many bytes fill a block, before they are compressed. */
    static final int MOST_BYTES = 64 << 10;

    private static final int ROOM = 1 << 10;
    private static final int HEAD = Integer.BYTES;

    private byte[] records = new byte[ROOM];
    private int length;
    /** Whether the records so far lie in the state too, so that their bytes must stay as they are. */
    private boolean isLent;

    private int[] keyHashes = new int[MOST_ACCESSES];
    private int count;
    private long newest = Long.MIN_VALUE;

    /** A block that was stored. */
    public static AccessBlock of(StoredBlock stored, BlockIndex index) {
        AccessBlock block = new AccessBlock();
        block.records = stored.records();
        block.length = block.records.length;
        block.keyHashes = index.keyHashes().clone();
        block.count = block.keyHashes.length;
        block.newest = index.newest();
        return block;
    }

    /** Adds an access. */
    public void add(CarriedAccess access) {
        byte[] form = access.form();
        makeRoom(HEAD + form.length);
        Numbers.putInt(records, length, form.length);
        System.arraycopy(form, 0, records, length + HEAD, form.length);
        length += HEAD + form.length;
        if (count == keyHashes.length) {
            keyHashes = Arrays.copyOf(keyHashes, Math.max(MOST_ACCESSES, 2 * count));
        }
        keyHashes[count] = access.keyHash();
        count++;
        newest = Math.max(newest, access.occurredAt());
    }

    private void makeRoom(int more) {
        if (records.length - length < more) {
            records = Arrays.copyOf(records, Math.max(2 * records.length, length + more));
            isLent = false;
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

    /** As it is stored once it is full. */
    public StoredBlock packed() {
        return StoredBlock.packed(records, length);
    }

    /** As it is stored while it fills. */
    public StoredBlock soFar() {
        isLent = true;
        return StoredBlock.plain(records, length);
    }

    /**
     * The accesses of a stored block.
     *
     * @param reader makes accesses of lines
     * @return in the order in which they were added
     * @throws IllegalStateException where the reader's policy is not the one by which they were found to be accesses
     */
    public static List<CarriedAccess> all(StoredBlock stored, AccessReader reader) {
        byte[] records = stored.records();
        List<CarriedAccess> all = new ArrayList<>();
        for (int at = 0; at < records.length; ) {
            int end = at + HEAD + Numbers.getInt(records, at);
            byte[] form = Arrays.copyOfRange(records, at + HEAD, end);
            AccessEvent access = CarriedAccess.access(form, reader);
            if (access == null) {
                throw new IllegalStateException("an access that was kept is none by the policy that now holds");
            }
            all.add(CarriedAccess.read(form, access));
            at = end;
        }
        return all;
    }

    /** Forgets what is in it. */
    public void clear() {
        if (isLent || records.length > 2 * MOST_BYTES) {
            records = new byte[ROOM];
            isLent = false;
        }
        length = 0;
        count = 0;
        newest = Long.MIN_VALUE;
    }

    /**
     * Takes the accesses of a credential out.
     *
     * @param credentialKey the credential's name as it is compared
     * @param reader makes accesses of lines
     * @return in the order in which they were added; not those to systems that are no longer protected, which stay
     */
    public List<CarriedAccess> take(String credentialKey, AccessReader reader) {
        if (isLent) {
            records = records.clone();
            isLent = false;
        }
        List<CarriedAccess> taken = new ArrayList<>();
        int wanted = credentialKey.hashCode();
        int left = 0;
        int leftCount = 0;
        for (int i = 0, at = 0; i < count; i++) {
            int bytes = HEAD + Numbers.getInt(records, at);
            byte[] form = keyHashes[i] == wanted ? Arrays.copyOfRange(records, at + HEAD, at + bytes) : null;
            AccessEvent access = form == null ? null : CarriedAccess.access(form, reader);
            if (access != null && access.credentialKey().equals(credentialKey)) {
                taken.add(CarriedAccess.read(form, access));
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
}
