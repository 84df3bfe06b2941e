package io.leaverwatch.cli;

import io.leaverwatch.config.UsageError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Kafka broker for the demo: a process of its own on free ports of the loopback, with the job's topics. */
final class DemoBroker implements AutoCloseable {
    private static final String HOME = "leaverwatch.home";

    private final Path script;
    private final Path folder;
    private final int port;

    private DemoBroker(Path script, Path folder, int port) {
        this.script = script;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param folder where its data and log go
     * @throws UsageError where the project's scripts are not at hand
     */
    static DemoBroker start(Path folder) throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty(HOME, "")).resolve("deploy/standalone/broker");
        if (!Files.isExecutable(script)) {
            throw new UsageError(
                    "demo --live starts a Kafka broker with deploy/standalone/broker, which is not here; run"
                            + " deploy/leaverwatch demo --live");
        }
        try (ServerSocket clients = free();
                ServerSocket controller = free()) {
            DemoBroker broker = new DemoBroker(script, folder, clients.getLocalPort());
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

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private void run(String word, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString(), word, "--dir", folder.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the broker did not " + word + ": "
                    + said.strip().lines().reduce((first, last) -> last).orElse("it said nothing"));
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("stop");
    }
}
