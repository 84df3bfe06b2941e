package io.leaverwatch.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.LiveSettingsReader;
import io.leaverwatch.connectors.Topics;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** A live job on topics of its own, in a Flink inside this JVM and with a real broker. */
final class LiveRun implements AutoCloseable {
    /** Evidence keeps what it was given, numbers of any length and deep nesting included. */
    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(1 << 20)
                    .maxNestingDepth(1_100)
                    .build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(1_100).build())
            .build());

    private static final List<String> TOPICS =
            List.of("membership", "credentials", "accesses", "alerts", "incidents", "departures", "deadLetters");

    private final Broker broker;
    private final MiniCluster cluster;
    private final String name;
    private final int partitions;
    private final LiveSettings settings;
    private JobID job;

    private LiveRun(Broker broker, MiniCluster cluster, String name, int partitions, LiveSettings settings) {
        this.broker = broker;
        this.cluster = cluster;
        this.name = name;
        this.partitions = partitions;
        this.settings = settings;
    }

    /**
     * Makes the topics of a run.
     *
     * @param name begins their names; a run of the same name goes on with those of the one before
     * @param policy its file; null for the defaults
     * @param more lines of the settings file
     */
    static LiveRun of(
            Broker broker, MiniCluster cluster, Path folder, String name, int partitions, Path policy, String... more)
            throws Exception {
        List<String> lines = new ArrayList<>(List.of("kafka:", "  bootstrap.servers: " + broker.bootstrapServers()));
        lines.add("topics:");
        TOPICS.forEach(topic -> lines.add("  " + topic + ": " + name + "-" + topic));
        if (policy != null) {
            lines.add(
                    "policy: " + JSON.writeValueAsString(policy.toAbsolutePath().toString()));
        }
        lines.add("groupId: " + name);
        lines.addAll(List.of(more));
        Path file = Files.write(folder.resolve(name + ".yaml"), lines);
        List<NewTopic> topics = TOPICS.stream()
                .map(topic -> new NewTopic(name + "-" + topic, Optional.of(partitions), Optional.empty())
                        .configs(Map.of("max.message.bytes", "16777216")))
                .toList();
        try (Admin admin = broker.admin()) {
            admin.createTopics(topics).all().get();
            // Answered only by a broker that knows itself the leader; a producer that comes before that may hang.
            Map<TopicPartition, OffsetSpec> partitionsMade = new HashMap<>();
            for (NewTopic topic : topics) {
                for (int i = 0; i < partitions; i++) {
                    partitionsMade.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
                }
            }
            admin.listOffsets(partitionsMade).all().get();
        }
        return new LiveRun(broker, cluster, name, partitions, LiveSettingsReader.read(file));
    }

    /** The same topics with other settings. */
    LiveRun with(LiveSettings other) {
        return new LiveRun(broker, cluster, name, partitions, other);
    }

    LiveSettings settings() {
        return settings;
    }

    int partitions() {
        return partitions;
    }

    void send(List<ProducerRecord<byte[], byte[]>> records) {
        broker.send(records);
    }

    String topic(String word) {
        return name + "-" + word;
    }

    /** One line as a record of an input topic, in any partition. */
    ProducerRecord<byte[], byte[]> record(String word, int partition, byte[] line) {
        return new ProducerRecord<>(topic(word), partition, null, line);
    }

    /** Starts the job, from a savepoint unless it is null. */
    void start(int parallelism, String savepoint) throws Exception {
        Configuration options = EmbeddedFlink.graphOptions();
        settings.flink().forEach(options::setString);
        options.setString("execution.checkpointing.interval", "300 ms");
        options.set(PipelineOptions.MAX_PARALLELISM, 128);
        if (savepoint != null) {
            options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(options);
        env.setParallelism(parallelism);
        LiveGraph.build(env, settings, new Topics(settings).check());
        JobGraph graph = env.getStreamGraph().getJobGraph(getClass().getClassLoader(), JobID.generate());
        job = graph.getJobID();
        cluster.submitJob(graph).get();
    }

    /** Waits until all tasks run. */
    void awaitRunning() {
        Await.until("the job runs", Duration.ofSeconds(60), () -> {
            for (AccessExecutionVertex vertex :
                    cluster.getExecutionGraph(job).get().getAllExecutionVertices()) {
                if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                    return false;
                }
            }
            return true;
        });
    }

    JobID job() {
        return job;
    }

    /** Stops the job with a savepoint; gives its place. */
    String stop(Path folder) throws Exception {
        String savepoint = cluster.stopWithSavepoint(
                        job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get();
        cluster.requestJobResult(job).get();
        job = null;
        return savepoint;
    }

    /** The newest record of each key of an output topic, as a consumer that upserts has it. */
    Map<String, JsonNode> newest(String word) throws IOException {
        Map<String, JsonNode> newest = new TreeMap<>();
        for (ConsumerRecord<String, String> each : broker.read(topic(word), IsolationLevel.READ_COMMITTED)) {
            newest.put(each.key(), JSON.readTree(each.value()));
        }
        return newest;
    }

    /** The newest of each key that was not withdrawn. */
    Map<String, JsonNode> standing(String word) throws IOException {
        Map<String, JsonNode> standing = newest(word);
        standing.values()
                .removeIf(record -> record.path("status").asText().equals("WITHDRAWN")
                        || record.path("withdrawn").asBoolean());
        return standing;
    }

    @Override
    public void close() throws Exception {
        if (job != null) {
            cluster.cancelJob(job).get();
            cluster.requestJobResult(job).get();
            job = null;
        }
    }
}
