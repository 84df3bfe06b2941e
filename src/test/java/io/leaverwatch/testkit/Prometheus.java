package io.leaverwatch.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Prometheus in a process of its own, on a free port of the loopback. The programs are those on the PATH, or those
 * that {@code deploy/leaverwatch test} fetched.
 */
public final class Prometheus implements AutoCloseable {
    private static final Path FETCHED = Path.of("target/prometheus/usr/bin");
    private static final Duration LIMIT = Await.PATIENCE;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final int port;
    private final Process process;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Thread atExit = new Thread(this::kill);

    private Prometheus(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Makes a folder for the files of a Prometheus, under target/testkit. */
    public static Path createFolder() throws IOException {
        return Folders.create("prometheus");
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param folder has {@code prometheus.yml} and what that refers to; data and log go there too
     */
    public static Prometheus start(Path folder) throws IOException {
        int port = Ports.free(1).get(0);
        Process process = new ProcessBuilder(
                        program("prometheus"),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        Prometheus started = new Prometheus(folder, port, process);
        Runtime.getRuntime().addShutdownHook(started.atExit);
        Await.until("Prometheus is ready; its log is in " + folder, LIMIT, () -> started.get("/-/ready") != null);
        return started;
    }

    /** Runs promtool to its end and returns what it said; its exit status must be 0. */
    public static String promtool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program("promtool")));
        command.addAll(List.of(words));
        Process promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
        promtool.getOutputStream().close();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!promtool.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || promtool.exitValue() != 0) {
            throw new AssertionError(command + " said: " + said);
        }
        return said;
    }

    /** The samples that an expression gives now: each with its labels under {@code metric}, and a time and a {@code value}. */
    public List<JsonNode> query(String expression) throws IOException, InterruptedException {
        String answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        List<JsonNode> samples = new ArrayList<>();
        JSON.readTree(answer).path("data").path("result").forEach(samples::add);
        return samples;
    }

    /** The rules as Prometheus has them, with their {@code health} and {@code lastError}. */
    public List<JsonNode> rules() throws IOException, InterruptedException {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode group : JSON.readTree(get("/api/v1/rules")).path("data").path("groups")) {
            group.path("rules").forEach(rules::add);
        }
        return rules;
    }

    /** Ends it and deletes its data; the log stays. */
    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(atExit);
        kill();
        Folders.delete(folder.resolve("data"));
    }

    private void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT)
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private static String program(String name) {
        return Stream.concat(Arrays.stream(System.getenv("PATH").split(":")).map(Path::of), Stream.of(FETCHED))
                .map(folder -> folder.resolve(name).toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name
                        + " on the PATH: install Prometheus, or run deploy/leaverwatch test, which fetches it"))
                .toString();
    }
}
