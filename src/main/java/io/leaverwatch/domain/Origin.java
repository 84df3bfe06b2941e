package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Where an event was read, and the hash of what was read.
 *
 * @param sourceOrder place of the source on the command line, or of the topic in the settings, from 0
 * @param source the file as given, or the topic
 * @param partition the topic's partition; -1 for a file
 * @param position byte offset of the line in the file (in what a compressed file unpacks to), or the record's offset
 * @param sha256 SHA-256 of the raw bytes without the line ending; 32 bytes
 */
public record Origin(int sourceOrder, String source, int partition, long position, byte[] sha256)
        implements Comparable<Origin>, Serializable {

    /** Orders copies of one event: the least hash first, then the first position in the order of the command line. */
    @Override
    public int compareTo(Origin other) {
        int byHash = Arrays.compareUnsigned(sha256, other.sha256);
        return byHash != 0 ? byHash : comparePosition(other);
    }

    /** Orders by place alone: source order, source, partition, position. */
    public int comparePosition(Origin other) {
        if (sourceOrder != other.sourceOrder) {
            return Integer.compare(sourceOrder, other.sourceOrder);
        }
        int bySource = source.compareTo(other.source);
        if (bySource != 0) {
            return bySource;
        }
        return partition != other.partition
                ? Integer.compare(partition, other.partition)
                : Long.compare(position, other.position);
    }

    /** Whether both events had the same bytes. */
    public boolean hasSameContent(Origin other) {
        return Arrays.equals(sha256, other.sha256);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Origin other && compareTo(other) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256) * 31 + Long.hashCode(position);
    }
}
