package io.leaverwatch.report;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all writers of one kind of record put aside, in order. */
final class SpilledRecords implements Closeable {
    private static final int[] BY_ID = {1, 2};
    private static final int[] BY_ORDER = {0, 1, 2};

    private final Map<Integer, Bodies> bodies = new HashMap<>();
    private SortedRuns.Merge rows;

    private SpilledRecords() {}

    /** The columns by which a {@link Spill} of upserted records is kept: by id, the newest state last. */
    static int[] upserted() {
        return BY_ID.clone();
    }

    /** The columns by which a {@link Spill} of records that come once is kept. */
    static int[] once() {
        return BY_ORDER.clone();
    }

    /** All records, by order key and id. */
    static SpilledRecords all(Path folder, String name) throws IOException {
        SpilledRecords records = new SpilledRecords();
        return records.open(folder, name, files(folder, name, Spill.INDEX));
    }

    /** The last state of each id, without those that were withdrawn, by order key and id. */
    static SpilledRecords newest(Path folder, String name) throws IOException {
        Path sorted = folder.resolve(name + ".sorted");
        List<Path> indexes = files(folder, name, Spill.INDEX);
        try (SortedRuns.Merge byId = SortedRuns.merge(indexes, BY_ID, Spill.ROWS_PER_RUN);
                SortedRuns byOrder = new SortedRuns(sorted, BY_ORDER, Spill.ROWS_PER_RUN)) {
            long[] held = null;
            while (byId.next()) {
                long[] row = {byId.get(0), byId.get(1), byId.get(2), byId.get(3), byId.get(4)};
                if (held != null && (held[1] != row[1] || held[2] != row[2])) {
                    keep(byOrder, held);
                }
                held = row;
            }
            if (held != null) {
                keep(byOrder, held);
            }
        }
        return new SpilledRecords().open(folder, name, List.of(sorted));
    }

    private static void keep(SortedRuns byOrder, long[] row) throws IOException {
        if (((int) row[4] & Spill.WITHDRAWN) == 0) {
            byOrder.add(row[0], row[1], row[2], row[3], row[4]);
        }
    }

    private static List<Path> files(Path folder, String name, String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name + "-*" + ending)) {
            found.forEach(files::add);
        }
        files.sort(Comparator.comparingInt(SpilledRecords::writerOf));
        return files;
    }

    private static int writerOf(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.')));
    }

    private SpilledRecords open(Path folder, String name, List<Path> sorted) throws IOException {
        try {
            for (Path file : files(folder, name, Spill.BODIES)) {
                bodies.put(writerOf(file), new Bodies(file));
            }
            rows = SortedRuns.merge(sorted, BY_ORDER, Spill.ROWS_PER_RUN);
            return this;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Moves to the next record; false after the last one. */
    boolean next() throws IOException {
        return rows.next();
    }

    /** The current record's tag. */
    int tag() {
        return (int) rows.get(4);
    }

    /** The current record's body. */
    byte[] body() throws IOException {
        int length = (int) (rows.get(4) >>> 32);
        return bodies.get(Spill.writerOf(rows.get(3))).read(Spill.offsetOf(rows.get(3)), length);
    }

    /** One writer's bodies. Where they are asked for in the order in which they lie, many are read at once. */
    private static final class Bodies implements Closeable {
        private static final int AHEAD = 1 << 16;

        private final FileChannel channel;
        private final long size;
        private ByteBuffer window = ByteBuffer.allocate(0);
        private long windowStart;
        private long expected;

        Bodies(Path file) throws IOException {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            size = channel.size();
        }

        byte[] read(long offset, int length) throws IOException {
            if (offset < windowStart || offset + length > windowStart + window.limit()) {
                fill(offset, offset == expected ? (int) Math.min(Math.max(length, AHEAD), size - offset) : length);
            }
            expected = offset + length;
            byte[] body = new byte[length];
            window.get((int) (offset - windowStart), body);
            return body;
        }

        private void fill(long offset, int length) throws IOException {
            if (window.capacity() < length) {
                window = ByteBuffer.allocate(length);
            }
            window.clear().limit(length);
            windowStart = offset;
            while (window.hasRemaining()) {
                if (channel.read(window, offset + window.position()) < 0) {
                    throw new IOException("a temporary file is shorter than it was written");
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (Bodies file : bodies.values()) {
            file.close();
        }
        if (rows != null) {
            rows.close();
        }
    }
}
