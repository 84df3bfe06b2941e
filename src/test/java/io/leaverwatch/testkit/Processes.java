package io.leaverwatch.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The processes that the scripts of deploy/standalone started, by the number that they left in pids/NAME.pid. */
final class Processes {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Processes() {}

    /** The process with that name in a working folder, if it runs. */
    static Optional<ProcessHandle> find(Path folder, String name) throws IOException {
        Path file = folder.resolve("pids").resolve(name + ".pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).filter(ProcessHandle::isAlive);
    }

    /** Ends the process with that name, if it runs, without a chance to clean up, and waits until it is gone. */
    static void kill(Path folder, String name) throws IOException {
        Optional<ProcessHandle> process = find(folder, name);
        if (process.isPresent()) {
            process.get().destroyForcibly();
            Await.until(name + " is gone", LIMIT, () -> !process.get().isAlive());
        }
    }
}
