package io.leaverwatch.connectors;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.AccessLine;
import io.leaverwatch.formats.AccessLines;
import io.leaverwatch.formats.EventOutput;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.LineHandler;
import java.util.List;

/** Guesses how much there will be to judge. It decides about speed alone. */
public final class LeaversShare {
    /** Credentials and members' ids of leavers. */
    private static final int MANY_LEAVERS = 5_000;

    private static final int FILES_LOOKED_INTO = 4;
    /** Judging one takes about as long as reading so many lines. */
    private static final long LINES_FOR_ONE = 100;
    /** Fewer are judged before a second subtask of each operator has started. */
    private static final double FEW = 10_000;
    /** Logs are packed to about a tenth. */
    private static final long UNPACKED = 10;

    private LeaversShare() {}

    /**
     * Whether leavers and their accesses seem to be worth sharing out among subtasks: there are many leavers, or the
     * beginnings of the first access files say that many accesses are theirs, or an access file is a stream, which cannot be
     * read twice.
     */
    public static boolean isWorthSharing(InputFiles files, Policy policy, LeaverIndex leavers) throws InputUnreadable {
        List<InputFile> accesses = files.of(InputKind.ACCESS);
        return leavers.size() >= MANY_LEAVERS
                || accesses.stream().anyMatch(InputFile::isStream)
                || isMuchTheirs(accesses, policy, leavers);
    }

    private static boolean isMuchTheirs(List<InputFile> accesses, Policy policy, LeaverIndex leavers)
            throws InputUnreadable {
        long bytes = 0;
        long lines = 0;
        long events = 0;
        for (InputFile file : accesses.subList(0, Math.min(FILES_LOOKED_INTO, accesses.size()))) {
            LineHandler handler = new AccessLines(file.place(), policy, leavers, new Counted());
            bytes += FileInputs.readBefore(file, handler, 1);
            lines += handler.tally().lines();
            events += handler.tally().forwarded();
        }
        double all = accesses.stream()
                .mapToLong(file -> file.compression() == Compression.NONE ? file.size() : file.size() * UNPACKED)
                .sum();
        return events * LINES_FOR_ONE > lines && events * all / bytes > FEW;
    }

    /** The tally counts them, and the run itself reports them. */
    private record Counted() implements EventOutput<AccessLine> {
        @Override
        public void event(AccessLine event) {}

        @Override
        public void deadLetter(DeadLetter deadLetter) {}
    }
}
