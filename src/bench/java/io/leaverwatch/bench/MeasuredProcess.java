package io.leaverwatch.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A process run from its start to its end, and what it cost. Memory and processor time are what the kernel said at most
 * {@value #POLL_MILLIS} ms before the end: VmHWM, and user and system time, of the process itself and of children that it
 * waited for.
 *
 * @param wallSeconds from the start to the exit
 * @param cpuSeconds user and system time of all its threads
 * @param peakMebibytes the most memory that was resident
 * @param output what it printed
 */
record MeasuredProcess(double wallSeconds, double cpuSeconds, double peakMebibytes, String output) {
    private static final int POLL_MILLIS = 20;
    /** USER_HZ, which Linux fixes for user space. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int TIMES = 4;

    /**
     * Runs a command.
     *
     * @param environment added to this process's own
     * @throws BenchFailure where it fails
     */
    static MeasuredProcess run(List<String> command, Map<String, String> environment) throws Exception {
        Path log = Files.createTempFile("leaverwatch-bench-", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(log.toFile()).redirectInput(new java.io.File("/dev/null"));
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            Process process = builder.start();
            Path place = Path.of("/proc", Long.toString(process.pid()));
            double cpu = 0;
            double peak = 0;
            try {
                while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    cpu = Math.max(cpu, cpuSeconds(place));
                    peak = Math.max(peak, peakMebibytes(place));
                }
            } finally {
                process.destroy();
            }
            double wall = (System.nanoTime() - start) / 1e9;
            String output = Files.readString(log, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new BenchFailure("status " + process.exitValue() + " of " + String.join(" ", command)
                        + System.lineSeparator() + output);
            }
            return new MeasuredProcess(wall, cpu, peak, output);
        } finally {
            Files.delete(log);
        }
    }

    private static double cpuSeconds(Path place) {
        String stat = read(place.resolve("stat"));
        // The second field is a name in parentheses, which may hold anything.
        String fields = stat.substring(Math.min(stat.length(), stat.lastIndexOf(')') + 2));
        long ticks = Pattern.compile(" ")
                .splitAsStream(fields)
                .skip(USER_TIME)
                .limit(TIMES)
                .mapToLong(Long::parseLong)
                .sum();
        return ticks / TICKS_PER_SECOND;
    }

    /** The most memory that was resident so far of the process that a folder of /proc stands for; 0 where it is gone. */
    static double peakMebibytes(Path place) {
        return read(place.resolve("status"))
                .lines()
                .filter(l -> l.startsWith("VmHWM:"))
                .mapToDouble(l -> Double.parseDouble(l.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Empty where the process is gone. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
