package io.leaverwatch.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the scripts of deploy/standalone as a person would, with the JDK that the tests run on. */
final class Script {
    private static final Path FOLDER = Path.of("deploy", "standalone").toAbsolutePath();
    /** The first use asks Maven for the class path. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private Script() {}

    /** What a script gave: its exit status, and both its outputs together. */
    record Result(int status, String output) {}

    /** Runs a script to its end, whatever its status. */
    static Result run(Map<String, String> environment, String name, List<String> words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(FOLDER.resolve(name).toString());
        command.addAll(words);
        // A file and not a pipe: what the script starts in the background would keep a pipe open.
        Path output = Files.createTempFile("leaverwatch-" + name, ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    /**
     * Runs a script to its end and returns what it said.
     *
     * @throws IOException when its exit status is not 0, with what it said
     */
    static String succeed(Map<String, String> environment, String name, List<String> words)
            throws IOException, InterruptedException {
        Result result = run(environment, name, words);
        if (result.status() != 0) {
            throw new IOException(name + " " + words + " ended with " + result.status() + ": " + result.output());
        }
        return result.output();
    }
}
