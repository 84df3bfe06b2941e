package io.leaverwatch.domain;

import java.io.Serializable;

/**
 * An input line that breaks the rules of its format, whole, with a reason that a person can act on.
 *
 * @param kind membership, link or access: the input it came in
 * @param fault in what way
 * @param reason what came, what is allowed; one sentence
 * @param sourceOrder place of the source on the command line, from 0
 * @param source the file as given, or the topic
 * @param partition the topic's partition; -1 for a file
 * @param position byte offset of the line, or the record's offset
 * @param raw the bytes; of a line over 1 MiB its first 64 KiB
 * @param length the line's length in bytes
 * @param sha256 of the whole line, hex; null unless raw is not the whole line
 */
public record DeadLetter(
        String kind,
        Fault fault,
        String reason,
        int sourceOrder,
        String source,
        int partition,
        long position,
        byte[] raw,
        long length,
        String sha256)
        implements Serializable {}
