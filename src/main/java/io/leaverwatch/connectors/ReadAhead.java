package io.leaverwatch.connectors;

import io.leaverwatch.formats.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * Reads a stream on a thread of its own, some chunks ahead, so that unpacking and waiting overlap with what is done to
 * the bytes. The other side is for one thread.
 */
final class ReadAhead extends InputStream {
    private static final int MOST_CHUNKS = 8;
    private static final byte[] NOTHING = new byte[0];

    /** Opens what is read, on the reading thread: opening a pipe may take long. */
    interface Opening {
        InputStream open() throws IOException;
    }

    private record Chunk(byte[] bytes, int length) {}

    private final ArrayDeque<Chunk> filled = new ArrayDeque<>();
    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    private final Thread thread;
    private CompletableFuture<Void> ready = new CompletableFuture<>();
    private IOException failure;
    private boolean isEnded;
    private boolean isClosed;
    private Chunk current = new Chunk(NOTHING, 0);
    private int next;

    ReadAhead(String source, Opening opening) {
        for (int i = 0; i < MOST_CHUNKS; i++) {
            free.add(NOTHING);
        }
        thread = new Thread(() -> run(source, opening), "leaverwatch-read " + source);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(String source, Opening opening) {
        try (InputStream in = opening.open()) {
            for (byte[] bytes = takeFree(); bytes != null; bytes = takeFree()) {
                byte[] chunk = bytes.length == 0 ? new byte[LineReader.CHUNK] : bytes;
                int length = in.readNBytes(chunk, 0, chunk.length);
                if (length == 0) {
                    break;
                }
                put(new Chunk(chunk, length));
            }
            end(null);
        } catch (IOException e) {
            end(InputUnreadable.of(source, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            end(new InputUnreadable("cannot read " + source + ": " + e, e));
        }
    }

    /** Null once the other side has closed. */
    private synchronized byte[] takeFree() throws InterruptedException {
        while (free.isEmpty() && !isClosed) {
            wait();
        }
        return isClosed ? null : free.poll();
    }

    private synchronized void put(Chunk chunk) {
        filled.add(chunk);
        notifyAll();
        ready.complete(null);
    }

    private synchronized void end(IOException reason) {
        failure = reason;
        isEnded = true;
        notifyAll();
        ready.complete(null);
    }

    /** Completes when {@link #read} will not wait. */
    synchronized CompletableFuture<Void> whenReady() {
        if (next == current.length && filled.isEmpty() && !isEnded && ready.isDone()) {
            ready = new CompletableFuture<>();
        }
        return ready;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length > 0 && next == current.length && !takeFilled()) {
            return -1;
        }
        int count = Math.min(length, current.length - next);
        System.arraycopy(current.bytes, next, buffer, offset, count);
        next += count;
        return count;
    }

    private synchronized boolean takeFilled() throws IOException {
        if (current.bytes != NOTHING) {
            free.add(current.bytes);
            current = new Chunk(NOTHING, 0);
            notifyAll();
        }
        next = 0;
        try {
            while (filled.isEmpty() && !isEnded) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for input", e);
        }
        if (!filled.isEmpty()) {
            current = filled.poll();
            return true;
        }
        if (failure != null) {
            throw failure;
        }
        return false;
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
