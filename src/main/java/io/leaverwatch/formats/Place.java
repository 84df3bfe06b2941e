package io.leaverwatch.formats;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Fault;
import io.leaverwatch.domain.Origin;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The input that a line is read from.
 *
 * @param kind what its lines are
 * @param sourceOrder place of the source on the command line, or of the topic in the settings, from 0
 * @param source the file as given, or the topic
 * @param partition the topic's partition; -1 for a file
 */
public record Place(InputKind kind, int sourceOrder, String source, int partition) implements Serializable {

    /** A file's. */
    public static Place ofFile(InputKind kind, int sourceOrder, String source) {
        return new Place(kind, sourceOrder, source, -1);
    }

    /** Where a line was read, and its hash. */
    Origin origin(long position, byte[] sha256) {
        return new Origin(sourceOrder, source, partition, position, sha256);
    }

    /** A whole line that breaks the rules. */
    DeadLetter deadLetter(Fault fault, String reason, byte[] buffer, int from, int to, long position) {
        byte[] raw = Arrays.copyOfRange(buffer, from, to);
        return new DeadLetter(
                kind.word(), fault, reason, sourceOrder, source, partition, position, raw, raw.length, null);
    }

    /** The beginning of a line that is longer than the format allows. */
    DeadLetter deadLetter(String reason, byte[] head, long length, String sha256, long position) {
        return new DeadLetter(
                kind.word(), Fault.TOO_LONG, reason, sourceOrder, source, partition, position, head, length, sha256);
    }
}
