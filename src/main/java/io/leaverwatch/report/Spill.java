package io.leaverwatch.report;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Records of one kind that one writer puts aside until their order is known: the bodies in one file, in another what
 * sorts and finds them. Nothing is created before the first record, and no body stays in memory.
 */
final class Spill implements Closeable {
    static final String BODIES = ".bodies";
    static final String INDEX = ".index";
    static final int ROWS_PER_RUN = 1 << 17;

    /** Bit of a tag: the record no longer holds. */
    static final int WITHDRAWN = 1 << 31;

    private static final int OFFSET_BITS = 40;

    private final Path folder;
    private final String name;
    private final int writer;
    private final int[] columns;
    private OutputStream bodies;
    private SortedRuns index;
    private long offset;

    /**
     * @param folder where the files go
     * @param name of the kind of record
     * @param writer number of this writer, unique for the kind; below 2^23
     * @param columns the order in which the records are wanted: column 0 is the order key, 1 and 2 the id
     */
    Spill(Path folder, String name, int writer, int[] columns) {
        this.folder = folder;
        this.name = name;
        this.writer = writer;
        this.columns = columns.clone();
    }

    /**
     * @param order what the result file is sorted by
     * @param high first half of the id
     * @param low second half of the id
     * @param tag for the reader's use; {@link #WITHDRAWN} is known here
     * @param parts the body, in pieces
     */
    void add(long order, long high, long low, int tag, byte[]... parts) throws IOException {
        if (index == null) {
            open();
        }
        int length = 0;
        for (byte[] part : parts) {
            bodies.write(part);
            length = Math.addExact(length, part.length);
        }
        index.add(order, high, low, (long) writer << OFFSET_BITS | offset, (long) length << 32 | (tag & 0xFFFFFFFFL));
        offset += length;
    }

    private void open() throws IOException {
        Path file = folder.resolve(name + '-' + writer + BODIES);
        bodies = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16);
        index = new SortedRuns(folder.resolve(name + '-' + writer + INDEX), columns, ROWS_PER_RUN);
    }

    /** Completes both files. */
    @Override
    public void close() throws IOException {
        if (index != null) {
            try {
                bodies.close();
            } finally {
                index.close();
            }
        }
    }

    static int writerOf(long place) {
        return (int) (place >>> OFFSET_BITS);
    }

    static long offsetOf(long place) {
        return place & (1L << OFFSET_BITS) - 1;
    }
}
