package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leaverwatch.domain.Names;
import java.util.Arrays;

/**
 * Which protected system a name in a line stands for, remembered by the name's bytes: a log has few systems, in few
 * spellings. Holds state: one for each thread.
 */
final class SystemMemo {
    /** Not a protected system. */
    static final int UNPROTECTED = -1;
    /** Nothing but White_Space. */
    static final int BLANK = -2;

    private static final int SIZE = 1 << 8;
    private static final int LONGEST = 64;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final ProtectedSystems systems;
    private final byte[][] spellings = new byte[SIZE][];
    private final long[] heads = new long[SIZE];
    private final long[] tails = new long[SIZE];
    private final int[] lengths = new int[SIZE];
    private final int[] indexes = new int[SIZE];

    SystemMemo(ProtectedSystems systems) {
        this.systems = systems;
        Arrays.fill(lengths, -1);
    }

    /**
     * The system's place in the policy, or one of the two words above. The span must be well-formed UTF-8, and the
     * array must go on for 8 bytes after it.
     */
    int indexOf(byte[] buffer, int from, int to) {
        int length = to - from;
        long head = Bytes.first(Bytes.word(buffer, from), length);
        long tail = length > 8 ? Bytes.word(buffer, to - 8) : 0;
        int at = (int) (((head ^ Long.rotateLeft(tail, 29)) * MIX + length) >>> 56);
        if (heads[at] == head && tails[at] == tail && lengths[at] == length) {
            // Two words show a name of up to 16 bytes whole.
            if (length <= 2 * Long.BYTES || Bytes.isSame(buffer, from, to, spellings[at])) {
                return indexes[at];
            }
        }
        String given = new String(buffer, from, length, UTF_8);
        int index = Names.isBlank(given) ? BLANK : systems.indexOf(given);
        if (length <= LONGEST) {
            heads[at] = head;
            tails[at] = tail;
            lengths[at] = length;
            spellings[at] = Arrays.copyOfRange(buffer, from, to);
            indexes[at] = index;
        }
        return index;
    }
}
