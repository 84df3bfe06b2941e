package io.leaverwatch.jobs;

import io.leaverwatch.config.Reasons;
import io.leaverwatch.config.UsageError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that a run writes into. Everything is written into a folder inside it, and moved onto the final names at
 * the very end. Unless {@link #commit} was reached, closing leaves the folder as it was found.
 */
final class OutputFolder implements AutoCloseable {
    /** Holds the unfinished files. A leftover of a run that was killed is removed by the next one. */
    static final String WORK = ".leaverwatch-unfinished";

    private final Path folder;
    private final Path work;
    private final Deque<Path> created;
    private final FileChannel lockFile;
    private boolean isClosed;
    private boolean isCommitted;

    private OutputFolder(Path folder, Deque<Path> created, FileChannel lockFile) {
        this.folder = folder;
        this.work = folder.resolve(WORK);
        this.created = created;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder ready.
     *
     * @param folder made where it is missing; must be empty unless force is given
     * @param names the files that the run will write
     * @param force whether files of these names may be replaced and others may lie there
     * @throws UsageError where the folder can't be used
     */
    static OutputFolder open(Path folder, List<String> names, boolean force) {
        refuse(folder, names, force);
        Deque<Path> created = new ArrayDeque<>();
        FileChannel lockFile;
        try {
            for (Path missing = folder.toAbsolutePath(); !Files.exists(missing); missing = missing.getParent()) {
                created.push(missing);
            }
            Files.createDirectories(folder);
            lockFile = lock(folder);
        } catch (IOException e) {
            removeCreated(created);
            throw new UsageError("--out " + folder + ": cannot be written to (" + reason(e) + ").");
        }
        OutputFolder opened = new OutputFolder(folder, created, lockFile);
        try {
            // Meanwhile another run may have finished there.
            refuse(folder, names, force);
        } catch (UsageError e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private static void refuse(Path folder, List<String> names, boolean force) {
        if (folder.toString().isEmpty()) {
            throw new UsageError("--out is empty; give a folder.");
        }
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isSymbolicLink(folder) && !Files.exists(folder)) {
            throw new UsageError("--out " + folder + ": is a link to something that is not there; give a folder.");
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageError("--out " + folder + ": is a file; give a folder.");
        }
        List<String> held = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (names.contains(name) && Files.isDirectory(entry)) {
                    throw new UsageError("--out " + folder + ": holds a folder named " + name
                            + ", where a result file goes; choose another folder.");
                }
                if (!name.startsWith(WORK)) {
                    held.add(name);
                }
            }
        } catch (IOException e) {
            throw new UsageError("--out " + folder + ": cannot be read (" + reason(e) + ").");
        }
        if (!force && !held.isEmpty()) {
            held.sort(Comparator.naturalOrder());
            String shown =
                    String.join(", ", held.subList(0, Math.min(3, held.size()))) + (held.size() > 3 ? ", ..." : "");
            throw new UsageError("--out " + folder + ": already holds something (" + shown
                    + "); choose an empty folder, or give --force to replace the result files in it.");
        }
    }

    /** The kernel frees the lock however its holder ends, so a work folder that is not locked is a leftover. */
    private static FileChannel lock(Path folder) throws IOException {
        Path work = folder.resolve(WORK);
        Files.createDirectories(work);
        FileChannel channel =
                FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                removeAllBut("lock", work);
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another run in this same JVM holds it.
        }
        channel.close();
        throw new UsageError(
                "--out " + folder + ": another run is writing there; wait for it, or choose another folder.");
    }

    /**
     * Makes sure that the run does not replace what it reads.
     *
     * @param name of the input, as given
     * @param path of the input
     * @param names the files that the run will write
     * @throws UsageError where the input is one of them
     */
    void refuseInput(String name, Path path, List<String> names) throws IOException {
        Path real = path.toRealPath();
        if (names.contains(real.getFileName().toString()) && folder.toRealPath().equals(real.getParent())) {
            throw new UsageError(
                    "the input " + name + " is a result file that --force would replace; choose another --out folder");
        }
    }

    /** Where the run keeps what is not finished. */
    Path work() {
        return work;
    }

    /**
     * Moves finished files from the work folder onto their final names, in this order, and removes the work folder.
     * Where a move fails, those made before are undone.
     */
    synchronized void commit(List<String> names) throws IOException {
        if (isClosed) {
            throw new IOException("the run was stopped");
        }
        Path replaced = Files.createDirectories(work.resolve("replaced"));
        List<String> moved = new ArrayList<>();
        try {
            // From the end: the last name says that the others are complete.
            for (int i = names.size() - 1; i >= 0; i--) {
                if (Files.exists(folder.resolve(names.get(i)), LinkOption.NOFOLLOW_LINKS)) {
                    move(folder.resolve(names.get(i)), replaced.resolve(names.get(i)));
                }
            }
            for (String name : names) {
                move(work.resolve(name), folder.resolve(name));
                moved.add(name);
            }
        } catch (IOException e) {
            undo(moved, names, replaced);
            throw e;
        }
        created.clear();
        isCommitted = true;
        close();
    }

    /** Whether the results have their final names. */
    synchronized boolean isCommitted() {
        return isCommitted;
    }

    private void undo(List<String> moved, List<String> names, Path replaced) throws IOException {
        for (String name : moved) {
            Files.deleteIfExists(folder.resolve(name));
        }
        for (String name : names) {
            if (Files.exists(replaced.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                move(replaced.resolve(name), folder.resolve(name));
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the work folder, and the folders that were made for this run where nothing was committed. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        removeWork();
        removeCreated(created);
    }

    /** Away from its name while it is locked: what lies there afterwards is the next run's, or a cancelled task's, which fails. */
    private void removeWork() {
        Path gone = folder.resolve(WORK + "-" + ProcessHandle.current().pid());
        try (FileChannel locked = lockFile) {
            move(work, gone);
            removeAllBut("lock", gone);
            Files.deleteIfExists(gone.resolve("lock"));
            Files.deleteIfExists(gone);
        } catch (IOException e) {
            // The next run into this folder takes no notice of what is left.
        }
    }

    private static void removeAllBut(String kept, Path folder) throws IOException {
        List<Path> found;
        try (Stream<Path> walk = Files.walk(folder)) {
            found = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : found) {
            if (!path.equals(folder) && !path.equals(folder.resolve(kept))) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void removeCreated(Deque<Path> created) {
        while (!created.isEmpty()) {
            try {
                Files.deleteIfExists(created.removeLast());
            } catch (IOException e) {
                return; // Someone else put something there meanwhile.
            }
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "no such folder" : Reasons.of(e);
    }
}
