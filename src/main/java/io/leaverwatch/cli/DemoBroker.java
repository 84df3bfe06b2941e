package io.leaverwatch.cli;

import io.leaverwatch.config.UsageError;
import io.leaverwatch.jobs.PrivateFolder;
import io.leaverwatch.jobs.RunStopped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Kafka broker for the demo: a process of its own on free ports of the loopback, with the job's topics. It ends with the
 * JVM, unless that is killed, and its folder goes then.
 */
final class DemoBroker implements AutoCloseable {
    private static final String HOME = "leaverwatch.home";
    /** What a script ends with that a person's Ctrl-C has reached, as it reaches all that was started from a terminal. */
    private static final int INTERRUPTED = 130;

    private final Path script;
    private final Path folder;
    private final int port;
    private Process running;
    private boolean isEnding;
    private boolean isClosed;

    private DemoBroker(Path script, int port) {
        this.script = script;
        this.folder = PrivateFolder.create("leaverwatch-demo-", this::end);
        this.port = port;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @throws UsageError where the project's scripts are not at hand
     * @throws RunStopped where the JVM is ending
     */
    static DemoBroker start() throws IOException, InterruptedException, RunStopped {
        Path script = Path.of(System.getProperty(HOME, "")).resolve("deploy/standalone/broker");
        if (!Files.isExecutable(script)) {
            throw new UsageError(
                    "demo --live starts a Kafka broker with deploy/standalone/broker, which is not here; run"
                            + " deploy/leaverwatch demo --live");
        }
        try (ServerSocket clients = free();
                ServerSocket controller = free()) {
            DemoBroker broker = new DemoBroker(script, clients.getLocalPort());
            int controllerPort = controller.getLocalPort();
            clients.close();
            controller.close();
            broker.run(
                    "start",
                    "--port",
                    String.valueOf(broker.port),
                    "--controller-port",
                    String.valueOf(controllerPort));
            broker.run("topics", "--port", String.valueOf(broker.port));
            return broker;
        }
    }

    /** Where clients connect. */
    String servers() {
        return "127.0.0.1:" + port;
    }

    /** Where its data and logs are. */
    Path folder() {
        return folder;
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private void run(String word, String... options) throws IOException, InterruptedException, RunStopped {
        Process process = begin(word, options);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status == INTERRUPTED || isEnding()) {
            throw new RunStopped();
        }
        if (status != 0) {
            throw new IOException("the broker did not " + word + ": "
                    + said.strip().lines().reduce((first, last) -> last).orElse("it said nothing"));
        }
    }

    private synchronized Process begin(String word, String... options) throws IOException, RunStopped {
        if (isEnding) {
            throw new RunStopped();
        }
        running = process(word, options);
        return running;
    }

    private Process process(String word, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString(), word, "--dir", folder.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
    }

    private synchronized boolean isEnding() {
        return isEnding;
    }

    /** At the JVM's end: what is still at work on the broker is ended, with all that it started, and then the broker is. */
    private void end() {
        Process last;
        synchronized (this) {
            isEnding = true;
            if (isClosed) {
                return;
            }
            last = running;
        }
        PrintStream err = System.err;
        // The job's clients end with the JVM; that the broker has gone before them is nothing to warn a person of.
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        try {
            if (last != null && last.isAlive()) {
                List<ProcessHandle> started = last.descendants().toList();
                // Not the process itself: that would close what the other thread still reads, which then fails.
                last.toHandle().destroy();
                started.forEach(ProcessHandle::destroy);
                last.waitFor();
            }
            Process stop = process("stop");
            stop.getInputStream().readAllBytes();
            stop.waitFor();
        } catch (IOException | InterruptedException e) {
            err.println("leaverwatch: the broker in " + folder + " could not be ended: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException, InterruptedException, RunStopped {
        run("stop");
        synchronized (this) {
            isClosed = true;
        }
    }
}
