package io.leaverwatch.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topics of one live job and the settings file that names them.
 *
 * @param broker where they are
 * @param name begins their names
 * @param partitions how many each has
 * @param file the settings file
 */
record LiveTopics(Broker broker, String name, int partitions, Path file) {
    /** Evidence keeps what it was given, numbers of any length and deep nesting included. */
    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(1 << 20)
                    .maxNestingDepth(1_100)
                    .build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(1_100).build())
            .build());

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> WORDS =
            List.of("membership", "credentials", "accesses", "alerts", "incidents", "departures", "deadLetters");

    /**
     * Makes topics of a name and a settings file that says so.
     *
     * @param policy its file; null for the defaults
     * @param more lines of the settings file
     */
    static LiveTopics create(Broker broker, Path folder, String name, int partitions, Path policy, String... more)
            throws Exception {
        List<NewTopic> topics = WORDS.stream()
                .map(word -> new NewTopic(name + "-" + word, Optional.of(partitions), Optional.empty())
                        .configs(Map.of("max.message.bytes", "8388608")))
                .toList();
        try (Admin admin = broker.admin()) {
            admin.createTopics(topics).all().get();
            // Answered only by a broker that knows itself the leader; a producer that comes before that may hang.
            Map<TopicPartition, OffsetSpec> made = new HashMap<>();
            for (NewTopic topic : topics) {
                for (int i = 0; i < partitions; i++) {
                    made.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
                }
            }
            Await.until(
                    "the topics of " + name + " can be used",
                    LIMIT,
                    () -> admin.listOffsets(made).all().get().size() == made.size());
        }
        return new LiveTopics(broker, name, partitions, folder.resolve(name + ".yaml")).with(policy, more);
    }

    /** The same topics with other settings, in another file. */
    LiveTopics with(Path policy, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of("kafka:", "  bootstrap.servers: " + broker.bootstrapServers()));
        lines.add("topics:");
        WORDS.forEach(word -> lines.add("  " + word + ": " + topic(word)));
        if (policy != null) {
            lines.add(
                    "policy: " + JSON.writeValueAsString(policy.toAbsolutePath().toString()));
        }
        lines.add("groupId: " + name);
        lines.addAll(List.of(more));
        Path next = file;
        for (int i = 2; Files.exists(next); i++) {
            next = file.resolveSibling(name + "-" + i + ".yaml");
        }
        return new LiveTopics(broker, name, partitions, Files.write(next, lines));
    }

    String topic(String word) {
        return name + "-" + word;
    }

    /** One line as a record of an input topic. */
    ProducerRecord<byte[], byte[]> record(String word, int partition, byte[] line) {
        return new ProducerRecord<>(topic(word), partition, null, line);
    }

    /** How many input records the newest state of the job stands on, as its consumer group left it in Kafka. */
    long taken() throws InterruptedException, ExecutionException {
        Set<String> inputs = Set.of(topic("membership"), topic("credentials"), topic("accesses"));
        try (Admin admin = broker.admin()) {
            return admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(each -> inputs.contains(each.getKey().topic()) && each.getValue() != null)
                    .mapToLong(each -> each.getValue().offset())
                    .sum();
        }
    }

    /** What a consumer reads of an output topic. */
    List<ConsumerRecord<String, String>> read(String word, IsolationLevel isolation) {
        return broker.read(topic(word), isolation);
    }

    /** The values of all records of a topic by their places; of one without a value no bytes. Transactions taken back are none. */
    Map<String, byte[]> records(String word) {
        Map<String, byte[]> records = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> each :
                broker.read(topic(word), IsolationLevel.READ_COMMITTED, new ByteArrayDeserializer())) {
            records.put(
                    each.topic() + "/" + each.partition() + "/" + each.offset(),
                    each.value() == null ? new byte[0] : each.value());
        }
        return records;
    }

    /** The newest record of each key of an output topic, as a consumer that upserts has it. */
    Map<String, JsonNode> newest(String word) throws IOException {
        Map<String, JsonNode> newest = new TreeMap<>();
        for (ConsumerRecord<String, String> each : read(word, IsolationLevel.READ_COMMITTED)) {
            newest.put(each.key(), JSON.readTree(each.value()));
        }
        return newest;
    }

    /** The eventIds of the accesses that alerts stand on; blank for one over several. */
    Set<String> accessesOfAlerts() throws IOException {
        Set<String> accesses = new TreeSet<>();
        for (JsonNode alert : standing("alerts").values()) {
            accesses.add(alert.path("access").path("eventId").asText());
        }
        return accesses;
    }

    /** The newest of each key that was not withdrawn. */
    Map<String, JsonNode> standing(String word) throws IOException {
        Map<String, JsonNode> standing = newest(word);
        standing.values()
                .removeIf(record -> record.path("status").asText().equals("WITHDRAWN")
                        || record.path("withdrawn").asBoolean());
        return standing;
    }
}
