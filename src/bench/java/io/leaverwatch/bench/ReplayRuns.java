package io.leaverwatch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs replays and DuckDB as whole processes. */
final class ReplayRuns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SINGLE_ACCESS_RULES = List.of("post-departure-access", "post-departure-attempt");

    private final Path home;
    private final Path work;

    /**
     * Runs of the project in a folder.
     *
     * @param work for what a run writes
     */
    ReplayRuns(Path home, Path work) {
        this.home = home;
        this.work = work;
    }

    /**
     * One run and what it found.
     *
     * @param process what it cost
     * @param breaches how many breaches it counted
     */
    record Run(MeasuredProcess process, long breaches) {}

    /** Input of a run. */
    record Inputs(Path members, Path links, Path accesses) {
        /** Reads everything once, so that the first run does not pay for the disk. */
        void warm() throws IOException {
            for (Path file : List.of(members, links, accesses)) {
                try (InputStream in = Files.newInputStream(file)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
    }

    /** The product, as a user starts it. */
    Run replay(Inputs inputs, Map<String, String> environment) throws Exception {
        Path out = Files.createTempDirectory(work, "out-");
        try {
            List<String> command = List.of(
                    home.resolve("deploy/leaverwatch").toString(),
                    "replay",
                    "--quiet",
                    "--membership",
                    inputs.members().toString(),
                    "--credentials",
                    inputs.links().toString(),
                    "--accesses",
                    inputs.accesses().toString(),
                    "--out",
                    out.toString());
            MeasuredProcess process = MeasuredProcess.run(command, environment);
            JsonNode rules = JSON.readTree(out.resolve("summary.json").toFile())
                    .path("alerts")
                    .path("byRule");
            return new Run(
                    process,
                    SINGLE_ACCESS_RULES.stream()
                            .mapToLong(rule -> rules.path(rule).asLong())
                            .sum());
        } finally {
            delete(out);
        }
    }

    /** What it is compared with. */
    Run duckDb(Inputs inputs) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                DuckDbReplay.class.getName(),
                inputs.members().toString(),
                inputs.links().toString(),
                inputs.accesses().toString());
        MeasuredProcess process = MeasuredProcess.run(command, Map.of());
        return new Run(process, Long.parseLong(process.output().strip()));
    }

    /** Only what it needs: a longer class path would slow its start. */
    private static String classPath() {
        String[] all = System.getProperty("java.class.path").split(File.pathSeparator);
        return Stream.of(all)
                .filter(p -> p.endsWith("bench-classes") || p.contains("duckdb_jdbc"))
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
