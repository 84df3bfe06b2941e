package io.leaverwatch.connectors;

import io.leaverwatch.formats.LineBlock;
import io.leaverwatch.formats.LineBlocks;
import io.leaverwatch.formats.Place;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads a stream on a thread of its own, some blocks of lines ahead, so that unpacking and waiting overlap with what is done
 * to the lines. Where the blocks wait, the thread looks at some of their lines itself: unpacking takes less time than that.
 * The other side is for one thread.
 */
final class ReadAhead implements Closeable {
    private static final int MOST_BLOCKS = 8;
    /** Bytes of lines in which the thread found something that waits for the other side. */
    private static final long MOST_FOUND = 16 << 20;

    private static final byte[] NO_ROOM = new byte[0];

    /** Opens what is read, on the reading thread: opening a pipe may take long. */
    interface Opening {
        InputStream open() throws IOException;
    }

    private final Place place;
    private final Progress progress;
    private final RecordCollector here;
    private final RecordCollector there;
    private final Thread thread;
    private final ArrayDeque<LineBlock> blocks = new ArrayDeque<>();
    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    private List<ReadRecord> found = new ArrayList<>();
    private long foundBytes;
    private CompletableFuture<Void> ready = new CompletableFuture<>();
    private IOException failure;
    private boolean isEnded;
    private boolean isClosed;

    ReadAhead(Place place, Opening opening, Supplier<RecordCollector> collectors, Progress progress) {
        this.place = place;
        this.progress = progress;
        this.here = collectors.get();
        this.there = collectors.get();
        for (int i = 0; i < MOST_BLOCKS; i++) {
            free.add(NO_ROOM);
        }
        thread = new Thread(() -> run(opening), "leaverwatch-read " + place.source());
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Opening opening) {
        try (InputStream in = opening.open()) {
            read(new LineBlocks(in, place));
            end(null);
        } catch (IOException e) {
            fail(InputUnreadable.of(place.source(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fail(new InputUnreadable("cannot read " + place.source() + ": " + e, e));
        }
    }

    private void read(LineBlocks in) throws IOException, InterruptedException {
        byte[] room = null;
        while (!in.isEnded()) {
            LineBlock block = in.next(room == null ? takeRoom() : room);
            if (block.isEmpty()) {
                room = block.bytes();
            } else {
                put(block);
                room = null;
            }
        }
        LineBlock waiting = takeWaiting();
        while (waiting != null) {
            look(waiting);
            waiting = takeWaiting();
        }
        put(List.of(ReadRecord.of(there.handler().tally())), 0);
    }

    /** Room for a block; while there is none, looks at the lines of one that waits. */
    private byte[] takeRoom() throws IOException, InterruptedException {
        byte[] room = pollRoom();
        while (room == null) {
            LineBlock waiting = takeWaiting();
            if (waiting != null) {
                look(waiting);
            }
            room = pollRoom();
        }
        return room;
    }

    private synchronized byte[] pollRoom() throws InterruptedException {
        while (free.isEmpty() && !isClosed && (blocks.isEmpty() || foundBytes >= MOST_FOUND)) {
            wait();
        }
        if (isClosed) {
            throw new InterruptedException("closed");
        }
        return free.poll();
    }

    private synchronized LineBlock takeWaiting() {
        return blocks.poll();
    }

    private void look(LineBlock block) throws IOException {
        List<ReadRecord> records = new ArrayList<>();
        look(block, there, records::add);
        if (!records.isEmpty()) {
            put(records, bytes(records, block));
        }
    }

    /** About as many as the records hold of the block, and not fewer. */
    private static long bytes(List<ReadRecord> records, LineBlock block) {
        long sum = 0;
        for (ReadRecord record : records) {
            if (record.access() == null) {
                return block.bytes().length;
            }
            sum += record.access().raw().length;
        }
        return sum;
    }

    private void look(LineBlock block, RecordCollector collector, Consumer<ReadRecord> output) throws IOException {
        long events = collector.events();
        collector.giveTo(output);
        long lines = block.giveTo(collector.handler(), place);
        progress.read(0, lines, collector.events() - events);
        release(block);
    }

    private synchronized void release(LineBlock block) {
        free.add(block.bytes());
        notifyAll();
    }

    private synchronized void put(LineBlock block) {
        blocks.add(block);
        tell();
    }

    private synchronized void put(List<ReadRecord> records, long bytes) {
        found.addAll(records);
        foundBytes += bytes;
        tell();
    }

    private synchronized void fail(InputUnreadable reason) {
        // Closing interrupts the thread: what that breaks is nobody's failure.
        if (!isClosed) {
            progress.failed(reason);
        }
        end(reason);
    }

    /** @param reason null where all was read */
    private synchronized void end(IOException reason) {
        failure = reason;
        isEnded = true;
        tell();
    }

    private void tell() {
        notifyAll();
        ready.complete(null);
    }

    /** Completes when {@link #advance} will not wait. */
    synchronized CompletableFuture<Void> whenReady() {
        if (isToWait() && ready.isDone()) {
            ready = new CompletableFuture<>();
        }
        return ready;
    }

    /**
     * Gives on what the next lines turn out to be; waits where it is not ready.
     *
     * @return false after the last lines, and two tallies of them
     * @throws IOException where the stream cannot be read, once all before was given
     */
    boolean advance(Consumer<ReadRecord> output) throws IOException {
        List<ReadRecord> given;
        LineBlock block;
        synchronized (this) {
            await();
            given = found;
            found = new ArrayList<>();
            foundBytes = 0;
            block = blocks.poll();
            if (given.isEmpty() && block == null) {
                if (failure != null) {
                    throw failure;
                }
                output.accept(ReadRecord.of(here.handler().tally()));
                return false;
            }
            notifyAll();
        }
        given.forEach(output);
        if (block != null) {
            look(block, here, output);
        }
        return true;
    }

    private boolean isToWait() {
        return blocks.isEmpty() && found.isEmpty() && !isEnded;
    }

    private void await() throws IOException {
        try {
            while (isToWait()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for input", e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
        thread.interrupt();
    }
}
