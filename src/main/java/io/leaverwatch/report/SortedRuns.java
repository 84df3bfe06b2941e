package io.leaverwatch.report;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Rows of {@link #WIDTH} longs, kept on disk in sorted runs of a fixed size: any number of rows is sorted in a fixed
 * amount of memory. Rows that compare equal stay in the order in which they were added.
 */
final class SortedRuns implements Closeable {
    /** Longs in a row. */
    static final int WIDTH = 5;

    private static final int ROW_BYTES = WIDTH * Long.BYTES;

    private final FileChannel channel;
    private final int[] columns;
    private final int rowsPerRun;
    private long[] rows = new long[WIDTH * 64];
    private int count;

    /**
     * @param file created; must not exist
     * @param columns which columns order the rows, most significant first; signed
     * @param rowsPerRun rows that are sorted in memory, 40 bytes each
     */
    SortedRuns(Path file, int[] columns, int rowsPerRun) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.columns = columns.clone();
        this.rowsPerRun = rowsPerRun;
    }

    void add(long a, long b, long c, long d, long e) throws IOException {
        if (count == rowsPerRun) {
            writeRun();
        }
        int at = count * WIDTH;
        if (at == rows.length) {
            rows = java.util.Arrays.copyOf(rows, Math.min(rows.length * 2, rowsPerRun * WIDTH));
        }
        rows[at] = a;
        rows[at + 1] = b;
        rows[at + 2] = c;
        rows[at + 3] = d;
        rows[at + 4] = e;
        count++;
    }

    private void writeRun() throws IOException {
        int[] order = sortedOrder();
        ByteBuffer buffer = ByteBuffer.allocate(ROW_BYTES * 1024);
        for (int i = 0; i < count; i++) {
            for (int column = 0; column < WIDTH; column++) {
                buffer.putLong(rows[order[i] * WIDTH + column]);
            }
            if (!buffer.hasRemaining() || i == count - 1) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                buffer.clear();
            }
        }
        count = 0;
    }

    /** Merge sort from the bottom up, over row numbers: stable, and without an object for each row. */
    private int[] sortedOrder() {
        int[] from = new int[count];
        int[] to = new int[count];
        for (int i = 0; i < count; i++) {
            from[i] = i;
        }
        for (long width = 1; width < count; width *= 2) {
            for (long start = 0; start < count; start += 2 * width) {
                int left = (int) start;
                int middle = (int) Math.min(start + width, count);
                int end = (int) Math.min(start + 2 * width, count);
                int right = middle;
                for (int i = (int) start; i < end; i++) {
                    boolean takeLeft = left < middle
                            && (right == end || compare(rows, from[left] * WIDTH, rows, from[right] * WIDTH) <= 0);
                    to[i] = takeLeft ? from[left++] : from[right++];
                }
            }
            int[] done = to;
            to = from;
            from = done;
        }
        return from;
    }

    private int compare(long[] a, int atA, long[] b, int atB) {
        return compareRows(columns, a, atA, b, atB);
    }

    private static int compareRows(int[] columns, long[] a, int atA, long[] b, int atB) {
        for (int column : columns) {
            int order = Long.compare(a[atA + column], b[atB + column]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Writes what is still in memory; no row may be added afterwards. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (channel.isOpen() && count > 0) {
                writeRun();
            }
        }
    }

    /** Reads the rows of several closed files in order; among equal rows those of the file named first come first. */
    static Merge merge(List<Path> files, int[] columns, int rowsPerRun) throws IOException {
        return new Merge(files, columns, rowsPerRun);
    }

    /** A cursor over the rows of several files, in order. */
    static final class Merge implements Closeable {
        private final List<FileChannel> channels = new ArrayList<>();
        private final PriorityQueue<Run> runs;
        private Run current;

        private Merge(List<Path> files, int[] columns, int rowsPerRun) throws IOException {
            this.runs = new PriorityQueue<>((a, b) -> {
                int order = compareRows(columns, a.row, 0, b.row, 0);
                return order != 0 ? order : Integer.compare(a.number, b.number);
            });
            try {
                int number = 0;
                for (Path file : files) {
                    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                    channels.add(channel);
                    long runBytes = (long) rowsPerRun * ROW_BYTES;
                    for (long at = 0; at < channel.size(); at += runBytes) {
                        Run run = new Run(channel, at, Math.min(at + runBytes, channel.size()), number++);
                        run.advance();
                        runs.add(run);
                    }
                }
            } catch (IOException e) {
                close();
                throw e;
            }
        }

        /** Moves to the next row; false after the last one. */
        boolean next() throws IOException {
            if (current != null && current.advance()) {
                runs.add(current);
            }
            current = runs.poll();
            return current != null;
        }

        /** A value of the current row. */
        long get(int column) {
            return current.row[column];
        }

        @Override
        public void close() throws IOException {
            for (FileChannel channel : channels) {
                channel.close();
            }
        }
    }

    /** One sorted run and the place in it. */
    private static final class Run {
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(ROW_BYTES * 256).limit(0);
        private final long end;
        private final int number;
        private final long[] row = new long[WIDTH];
        private long at;

        Run(FileChannel channel, long from, long end, int number) {
            this.channel = channel;
            this.at = from;
            this.end = end;
            this.number = number;
        }

        boolean advance() throws IOException {
            if (!buffer.hasRemaining()) {
                if (at == end) {
                    return false;
                }
                buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer, at + buffer.position()) < 0) {
                        throw new IOException("a temporary file is shorter than it was written");
                    }
                }
                at += buffer.limit();
                buffer.flip();
            }
            for (int i = 0; i < WIDTH; i++) {
                row[i] = buffer.getLong();
            }
            return true;
        }
    }
}
