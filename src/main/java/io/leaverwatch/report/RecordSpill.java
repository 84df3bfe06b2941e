package io.leaverwatch.report;

import java.io.Closeable;
import java.io.IOException;

/** Takes records of one stream, in any order, and keeps them until the result files are written. */
public interface RecordSpill<T> extends Closeable {
    /** Puts a record aside; its bytes do not stay in memory. */
    void add(T item) throws IOException;

    /** Completes what was put aside. Closing again does nothing. */
    @Override
    void close() throws IOException;
}
