package io.leaverwatch.formats;

import io.leaverwatch.domain.Policy;

/**
 * The lines of an access source: the scanner looks at each, and the reader decides where it does not know. Holds state:
 * one for each source, or part of one, and thread.
 */
public final class AccessLines extends SourceLines<AccessLine> {
    private final AccessScanner scanner;
    private final NativeAccessReader reader;
    private AccessScanner.Verdict verdict;

    /** Gives the accesses of the policy's systems by the index's credentials. */
    public AccessLines(Place place, Policy policy, LeaverIndex leavers, EventOutput<AccessLine> output) {
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
        // A record may go on behind a line feed, which is where the scanner stops.
        if (verdict == AccessScanner.Verdict.DONT_KNOW || scanner.stop() < to) {
            give(reader.read(buffer, from, to, place, position).map(access -> AccessLine.of(access, place)));
            return;
        }
        if (verdict == AccessScanner.Verdict.KEEP) {
            counter.countForwarded();
            output.event(scanner.line(buffer, from, to, place, position));
        } else {
            counter.countNotConcerned();
        }
        if (scanner.system() >= 0) {
            counter.cover(scanner.system(), scanner.occurredAt());
        }
    }
}
