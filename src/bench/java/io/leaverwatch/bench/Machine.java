package io.leaverwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine that measurements are made on, as far as Linux tells. */
final class Machine {
    private Machine() {}

    /** The machine's cores as this JVM sees them. */
    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** What a reader of the numbers has to know. */
    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cores", Integer.toString(cores()));
        facts.put("cpu", line("/proc/cpuinfo", "model name").orElse("unknown"));
        facts.put(
                "memory",
                line("/proc/meminfo", "MemTotal").map(Machine::gibibytes).orElse("unknown"));
        facts.put("load", first("/proc/loadavg").orElse("unknown"));
        facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return facts;
    }

    private static String gibibytes(String kibibytes) {
        long number = Long.parseLong(kibibytes.substring(0, kibibytes.indexOf(' ')));
        return String.format("%.1f GiB", number / (1024.0 * 1024.0));
    }

    private static Optional<String> first(String file) {
        return lines(file).stream().findFirst();
    }

    private static Optional<String> line(String file, String key) {
        return lines(file).stream()
                .filter(l -> l.startsWith(key))
                .map(l -> l.substring(l.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
