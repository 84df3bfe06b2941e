package io.leaverwatch.formats;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Policy;
import java.util.Arrays;

/** Makes accesses of lines that were found to be such before, whosever they are. Holds state: one for each thread. */
public final class AccessReader {
    private static final int PADDING = 16;

    private final AccessScanner scanner;
    private final NativeAccessReader reader;
    private byte[] buffer = new byte[1 << 12];

    /** Reads by this policy. */
    public AccessReader(Policy policy) {
        scanner = new AccessScanner(policy, LeaverIndex.EVERYONE);
        reader = new NativeAccessReader(policy, LeaverIndex.EVERYONE);
    }

    /**
     * The access that a line is.
     *
     * @param raw the line, without its ending
     * @return null where its system is not, or no longer, protected
     * @throws IllegalArgumentException where the line breaks the rules
     */
    public AccessEvent read(Place place, long position, byte[] raw) {
        if (buffer.length < raw.length + PADDING) {
            buffer = new byte[Math.max(raw.length + PADDING, buffer.length * 2)];
        }
        System.arraycopy(raw, 0, buffer, 0, raw.length);
        Arrays.fill(buffer, raw.length, raw.length + PADDING, (byte) 0);
        buffer[raw.length] = '\n';
        AccessScanner.Verdict verdict = scanner.scan(buffer, 0);
        if (verdict != AccessScanner.Verdict.DONT_KNOW && scanner.stop() >= raw.length) {
            return verdict == AccessScanner.Verdict.KEEP ? scanner.event(buffer, place, position, raw) : null;
        }
        Reading<AccessEvent> reading = reader.read(raw, 0, raw.length, place, position);
        if (reading.deadLetter() != null) {
            throw new IllegalArgumentException("this was an access and now is none: "
                    + reading.deadLetter().reason());
        }
        return reading.event();
    }
}
