package io.leaverwatch.formats;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Policy;

/**
 * The lines of an access source: the scanner looks at each, and the reader decides where it does not know. Holds state:
 * one for each source, or part of one, and thread.
 */
public final class AccessLines extends SourceLines<AccessEvent> {
    private final AccessScanner scanner;
    private final NativeAccessReader reader;
    private AccessScanner.Verdict verdict;

    /** Gives the accesses of the policy's systems by the index's credentials. */
    public AccessLines(Place place, Policy policy, LeaverIndex leavers, EventOutput<AccessEvent> output) {
        super(place, policy, output);
        this.scanner = new AccessScanner(policy, leavers);
        this.reader = new NativeAccessReader(policy, leavers);
    }

    @Override
    public int endOfLine(byte[] buffer, int from, int limit) {
        verdict = scanner.scan(buffer, from);
        return verdict == AccessScanner.Verdict.DONT_KNOW
                ? Bytes.indexOfLineFeed(buffer, scanner.stop())
                : scanner.stop();
    }

    @Override
    public void line(byte[] buffer, int from, int to, long position) {
        if (verdict == AccessScanner.Verdict.NOT_CONCERNED) {
            counter.countNotConcerned();
        } else if (!isKept(buffer, from, to, position)) {
            give(reader.read(buffer, from, to, place, position));
            return;
        }
        if (scanner.system() >= 0) {
            counter.cover(scanner.system(), scanner.occurredAt());
        }
    }

    private boolean isKept(byte[] buffer, int from, int to, long position) {
        AccessEvent event =
                verdict == AccessScanner.Verdict.KEEP ? scanner.event(buffer, from, to, place, position) : null;
        if (event == null) {
            return false;
        }
        counter.countForwarded();
        output.event(event);
        return true;
    }
}
