package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One command line that was run, and what came of it.
 *
 * @param status the exit status
 * @param out standard output
 * @param err standard error
 */
record Run(int status, String out, String err) {
    private static final Path JAR = Path.of("target/leaverwatch-all.jar");
    /** Runs it in this JVM. */
    static Run inProcess(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = CommandRunner.run(new PrintWriter(out), new PrintWriter(err), texts(words));
        return new Run(status, out.toString(), err.toString());
    }

    /** Runs the built jar, as a user would, without flags for the JVM. */
    static Run ofJar(Object... words) throws IOException, InterruptedException {
        return ofJar(List.of(), null, words);
    }

    /**
     * Runs the built jar.
     *
     * @param flags for the JVM
     * @param input what standard input is; null for nothing
     */
    static Run ofJar(List<String> flags, Path input, Object... words) throws IOException, InterruptedException {
        return ofJar(flags, Map.of(), input, words);
    }

    /** Runs the built jar with more variables in its environment. */
    static Run ofJar(Map<String, String> variables, Object... words) throws IOException, InterruptedException {
        return ofJar(List.of(), variables, null, words);
    }

    /**
     * Runs a copy of the built jar behind another command.
     *
     * @param command that runs another; empty for none
     */
    static Run as(List<String> command, Path jar, Object... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        for (String word : command(List.of("-Djava.io.tmpdir=/tmp"), words)) {
            all.add(word.equals(JAR.toString()) ? jar.toString() : word);
        }
        return ended(new ProcessBuilder(all).directory(Path.of("/").toFile()), null);
    }

    private static Run ofJar(List<String> flags, Map<String, String> variables, Path input, Object... words)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(flags, words));
        builder.environment().putAll(variables);
        return ended(builder, input);
    }

    private static Run ended(ProcessBuilder builder, Path input) throws IOException, InterruptedException {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            Process process = builder.redirectInput(
                            input == null ? Path.of("/dev/null").toFile() : input.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ends in time").isTrue();
            return new Run(process.exitValue(), text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** What starts the built jar, for a test that has to hold the process. */
    static List<String> command(List<String> flags, Object... words) {
        assertThat(JAR).as("the jar that the package phase builds").isRegularFile();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Quicker for runs as short as these.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(flags);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(Arrays.asList(texts(words)));
        return command;
    }

    /** The same for one that hears SIGINT even where whoever started the tests ignores it, as a shell's background job does. */
    static List<String> interruptible(List<String> flags, Object... words) {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(command(flags, words));
        return command;
    }

    /** Sends a signal, such as INT. */
    static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static String[] texts(Object... words) {
        return Arrays.stream(words).map(Object::toString).toArray(String[]::new);
    }

    /** Asserts that it ended as wrong usage does: status 2, one sentence on standard error, nothing else. */
    Run isWrongUsage(String... parts) {
        assertThat(status).as(err).isEqualTo(2);
        assertThat(err.lines()).as(err).hasSize(1);
        assertThat(err).startsWith("leaverwatch: ").contains(parts).doesNotContain("Exception");
        assertThat(out).isEmpty();
        return this;
    }

    /** Asserts that it was done, without a word on standard error. */
    Run isDone() {
        assertThat(err).isEmpty();
        assertThat(status).isZero();
        return this;
    }
}
