package io.leaverwatch.connectors;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.AccessLine;
import io.leaverwatch.formats.AccessLines;
import io.leaverwatch.formats.EventOutput;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Guesses, from the beginnings of the access files, how many accesses will be judged. It decides about speed alone. */
public final class LeaversShare implements EventOutput<AccessLine> {
    private static final int FILES_LOOKED_INTO = 4;
    /** Judging one takes about as long as reading so many lines. */
    private static final long LINES_FOR_ONE = 100;
    /** Fewer are judged before a second subtask of each operator has started. */
    private static final double FEW = 10_000;
    /** Logs are packed to about a tenth. */
    private static final long UNPACKED = 10;

    private long lines;
    private long bytes;
    private long events;

    private LeaversShare() {}

    /** Whether they seem to be worth sharing out among subtasks; of a stream, which cannot be read twice: yes. */
    public static boolean isWorthSharing(InputFiles files, Policy policy, LeaverIndex leavers) throws InputUnreadable {
        List<InputFile> accesses = files.of(InputKind.ACCESS);
        if (accesses.stream().anyMatch(InputFile::isStream)) {
            return true;
        }
        LeaversShare share = new LeaversShare();
        for (InputFile file : accesses.subList(0, Math.min(FILES_LOOKED_INTO, accesses.size()))) {
            share.add(file, policy, leavers);
        }
        double all = accesses.stream()
                .mapToLong(file -> file.isSplittable() ? file.size() : file.size() * UNPACKED)
                .sum();
        return share.events * LINES_FOR_ONE > share.lines && share.events * all / share.bytes > FEW;
    }

    private void add(InputFile file, Policy policy, LeaverIndex leavers) throws InputUnreadable {
        try (InputStream in = Unpacked.open(file, Progress.of(""))) {
            LineReader reader = new LineReader(in, file.place(), new AccessLines(file.place(), policy, leavers, this));
            reader.advance();
            lines += reader.lines();
            bytes += reader.position();
        } catch (IOException e) {
            throw InputUnreadable.of(file.place().source(), e);
        }
    }

    @Override
    public void event(AccessLine event) {
        events++;
    }

    /** The run itself reports it. */
    @Override
    public void deadLetter(DeadLetter deadLetter) {}
}
