package io.leaverwatch.formats;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Policy;

/** Makes accesses of lines that were found to be such before, whosever they are. Holds state: one for each thread. */
public final class AccessReader {
    private final AccessScanner scanner;
    private final NativeAccessReader reader;
    private final PaddedLine padded = new PaddedLine();

    /** Reads by this policy. */
    public AccessReader(Policy policy) {
        scanner = new AccessScanner(policy, LeaverIndex.EVERYONE);
        reader = new NativeAccessReader(policy, LeaverIndex.EVERYONE);
    }

    /** The policy's spelling of the system that an access names; null where that is not, or no longer, protected. */
    public String system(AccessEvent access) {
        Origin origin = access.origin();
        Place place = new Place(InputKind.ACCESS, origin.sourceOrder(), origin.source(), origin.partition());
        AccessEvent again = read(place, origin.position(), access.raw());
        return again == null ? null : again.system();
    }

    /**
     * The access that a line is.
     *
     * @param raw the line, without its ending
     * @return null where its system is not, or no longer, protected
     * @throws IllegalArgumentException where the line breaks the rules
     */
    public AccessEvent read(Place place, long position, byte[] raw) {
        byte[] buffer = padded.of(raw, 0, raw.length);
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
