package io.leaverwatch.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes that the scripts of deploy/standalone started, by the number that they left in pids/NAME.pid. */
final class Processes {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Processes() {}

    /** The process with that name in a working folder, if it runs. */
    static Optional<ProcessHandle> find(Path folder, String name) throws IOException {
        Path file = file(folder, name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        long number = Long.parseLong(Files.readString(file).strip());
        // Numbers come again: of one that ended, another process or thread may have it by now.
        return isNamed(number, folder.toRealPath().resolve(name)) ? ProcessHandle.of(number) : Optional.empty();
    }

    private static boolean isNamed(long number, Path name) {
        try {
            String words = Files.readString(Path.of("/proc/" + number + "/cmdline"), ISO_8859_1);
            return words.contains("-Dleaverwatch.process=" + name + "\0");
        } catch (IOException e) {
            return false; // It ended before, or meanwhile.
        }
    }

    /** The names of a role's processes that run, the oldest first; the script counts them up. */
    static List<String> running(Path folder, String role) throws IOException {
        List<String> names = new ArrayList<>();
        for (int number = 1; Files.exists(file(folder, role + "-" + number)); number++) {
            if (find(folder, role + "-" + number).isPresent()) {
                names.add(role + "-" + number);
            }
        }
        return names;
    }

    private static Path file(Path folder, String name) {
        return folder.resolve("pids").resolve(name + ".pid");
    }

    /** The most memory that a running process had at a time, MiB. */
    static long peakMebibytes(Path folder, String name) throws IOException {
        long number = find(folder, name)
                .orElseThrow(() -> new IllegalStateException("No " + name + " runs in " + folder + "."))
                .pid();
        String peak = Files.readAllLines(Path.of("/proc/" + number + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(peak.replaceAll("\\D", "")) >> 10;
    }

    /** Ends the process with that name, if it runs, without a chance to clean up, and waits until it is gone. */
    static void kill(Path folder, String name) throws IOException {
        Optional<ProcessHandle> process = find(folder, name);
        if (process.isPresent()) {
            process.get().destroyForcibly();
            Await.until(name + " is gone", LIMIT, () -> !process.get().isAlive());
        }
    }

    /** Ends the oldest process of a role that runs, in the same way, and returns its name. */
    static String killOldest(Path folder, String role) throws IOException {
        String oldest = running(folder, role).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + role + " runs in " + folder + "."));
        kill(folder, oldest);
        return oldest;
    }

    /** Ends all processes of these roles in the same way. */
    static void killAll(Path folder, List<String> roles) throws IOException {
        for (String role : roles) {
            for (String name : running(folder, role)) {
                kill(folder, name);
            }
        }
    }
}
