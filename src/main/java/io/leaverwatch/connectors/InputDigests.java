package io.leaverwatch.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The hashes of all inputs; of packed files they are made beside the run: start it first and ask it last. */
public final class InputDigests implements AutoCloseable {
    private final ExecutorService threads;
    private final List<Future<InputDigest>> digests = new ArrayList<>();

    private InputDigests(int threads) {
        this.threads = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "leaverwatch-hash");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to hash packed files; the others are hashed by whoever reads them. */
    public static InputDigests start(InputFiles inputs, Progress progress) {
        List<InputFile> files = inputs.all();
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        InputDigests digests = new InputDigests(Math.min(half, Math.max(1, files.size())));
        for (InputFile file : files) {
            digests.digests.add(
                    file.isHashedWhenRead()
                            ? progress.digest(file.place())
                            : digests.threads.submit(() -> digest(file)));
        }
        digests.threads.shutdown();
        return digests;
    }

    /**
     * Waits for the hashes of all inputs, in their order. All must have been read to their end.
     *
     * @throws InputUnreadable where one cannot be read to its end
     */
    public List<InputDigest> await() throws InputUnreadable, InterruptedException {
        List<InputDigest> done = new ArrayList<>();
        for (Future<InputDigest> digest : digests) {
            try {
                done.add(digest.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InputUnreadable unreadable) {
                    throw unreadable;
                }
                throw new IllegalStateException(e.getCause());
            } catch (CancellationException e) {
                throw new IllegalStateException("the hashes were given up before they were asked for", e);
            }
        }
        return done;
    }

    /** Gives up what is not done. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static InputDigest digest(InputFile file) throws InputUnreadable {
        InputHash hash = new InputHash();
        byte[] buffer = new byte[FileBytes.ROOM];
        try (InputStream in = new FileBytes(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hash.update(buffer, 0, count);
            }
        } catch (IOException e) {
            throw InputUnreadable.of(file.place().source(), e);
        }
        return hash.digest(file.place());
    }
}
