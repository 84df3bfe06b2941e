package io.leaverwatch.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Flink's REST interface on a port of the loopback. What it cannot answer is an IOException with the server's words. */
public final class ClusterRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI server;

    ClusterRest(int port) {
        server = URI.create("http://127.0.0.1:" + port);
    }

    /** The port. */
    public int port() {
        return server.getPort();
    }

    /** Reads a path, such as {@code /jobs/ID/exceptions}. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path)).GET());
    }

    /** The state of a job: CREATED, RUNNING, RESTARTING, FAILING, FAILED, CANCELED, FINISHED and so on. */
    public String status(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job).path("state").asText();
    }

    /** The id of the only job. */
    public String onlyJob() throws IOException, InterruptedException {
        return get("/jobs").at("/jobs/0/id").asText();
    }

    /** How often the job went on from a checkpoint or savepoint since its JobManager has it. */
    public int restored(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job + "/checkpoints").at("/counts/restored").asInt();
    }

    /** The number of the newest complete checkpoint or savepoint that the job has made; 0 where there is none. */
    public long newestCheckpoint(String job) throws IOException, InterruptedException {
        JsonNode latest = get("/jobs/" + job + "/checkpoints").path("latest");
        return Math.max(
                latest.at("/completed/id").asLong(), latest.at("/savepoint/id").asLong());
    }

    /** The number of the checkpoint or savepoint that the job went on from last; 0 where it never did. */
    public long restoredCheckpoint(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job + "/checkpoints").at("/latest/restored/id").asLong();
    }

    /** What keeps the job's state, as Flink names it. */
    public String stateBackend(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job + "/checkpoints/config").path("state_backend").asText();
    }

    /** Whether any of the job's tasks runs. */
    public boolean anyTaskRuns(String job) throws IOException, InterruptedException {
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            if (vertex.path("tasks").path("RUNNING").asInt() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The value of a metric of a job, such as {@code numRestarts}; NaN where it has none yet. */
    public double metric(String job, String name) throws IOException, InterruptedException {
        JsonNode values = get("/jobs/" + job + "/metrics?get=" + name);
        return values.isEmpty() ? Double.NaN : values.get(0).path("value").asDouble(Double.NaN);
    }

    boolean allTasksRun(String job) throws IOException, InterruptedException {
        JsonNode vertices = get("/jobs/" + job).path("vertices");
        for (JsonNode vertex : vertices) {
            if (vertex.path("tasks").path("RUNNING").asInt()
                    != vertex.path("parallelism").asInt()) {
                return false;
            }
        }
        return !vertices.isEmpty();
    }

    /** Makes a checkpoint as the job would by itself, and gives its number. */
    long checkpoint(String job, Duration limit) throws IOException, InterruptedException {
        return trigger(job, "checkpoints", "checkpoints", Map.of("checkpointType", "CONFIGURED"), limit)
                .path("checkpointId")
                .asLong();
    }

    /**
     * Asks for a checkpoint or a savepoint, waits until it is complete and returns what Flink says of it.
     *
     * @param operation the path that asks for it: checkpoints, savepoints or stop
     * @param answers the path that tells how it went: checkpoints or savepoints
     */
    JsonNode trigger(String job, String operation, String answers, Map<String, Object> body, Duration limit)
            throws IOException, InterruptedException {
        String id = send(HttpRequest.newBuilder(server.resolve("/jobs/" + job + "/" + operation))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))))
                .path("request-id")
                .asText();
        JsonNode done = Await.value(
                operation + " of " + job + " is complete",
                limit,
                () -> get("/jobs/" + job + "/" + answers + "/" + id),
                answer -> answer.path("status").path("id").asText().equals("COMPLETED"));
        if (done.path("operation").has("failure-cause")) {
            throw new IOException(operation + " of " + job + " failed: " + done);
        }
        return done.path("operation");
    }

    void cancel(String job) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(server.resolve("/jobs/" + job + "?mode=cancel"))
                .method("PATCH", BodyPublishers.noBody()));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    response.request().uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }
}
