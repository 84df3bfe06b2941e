package io.leaverwatch.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A script of deploy/standalone, run with the JDK of this JVM.
 *
 * @param script its file
 * @param folder the working folder that it gets
 */
record StandaloneScript(Path script, Path folder) {
    /** Below the ports that the kernel gives to outgoing connections. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;

    /** The script of that name, in the project that lies in a folder. */
    static StandaloneScript of(Path home, String name, Path folder) {
        return new StandaloneScript(home.resolve("deploy/standalone").resolve(name), folder);
    }

    /** A port of the loopback on which nothing listened a moment ago. */
    static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket held = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return held.getLocalPort();
            } catch (IOException taken) {
                // Something listens there: another one.
            }
        }
    }

    /**
     * Runs a word of the script to its end.
     *
     * @throws BenchFailure where it fails
     */
    void run(String word, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString(), word, "--dir", folder.toString()));
        command.addAll(List.of(options));
        // A file and not a pipe, which the broker would keep open.
        Path output = Files.createTempFile(folder, "script-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new BenchFailure("status " + status + " of " + String.join(" ", command) + System.lineSeparator()
                    + Files.readString(output));
        }
    }
}
