package io.leaverwatch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka broker in a process of its own on free ports of the loopback; ends with this JVM at the latest. */
final class LiveBroker implements AutoCloseable {
    /** How many partitions each topic has. */
    static final int PARTITIONS = 2;

    private static final String MOST_BYTES = "8388608";
    private static final int MOST_ATTEMPTS = 100;
    private static final int ATTEMPT_MILLIS = 100;

    private final StandaloneScript script;
    private final int port;
    private final Thread atExit = new Thread(this::stopQuietly);

    private LiveBroker(StandaloneScript script, int port) {
        this.script = script;
        this.port = port;
    }

    /**
     * Starts one without topics.
     *
     * @param home where the project lies
     * @param folder for its data and log
     */
    static LiveBroker start(Path home, Path folder) throws Exception {
        int port = StandaloneScript.freePort();
        LiveBroker broker = new LiveBroker(StandaloneScript.of(home, "broker", folder), port);
        Runtime.getRuntime().addShutdownHook(broker.atExit);
        broker.script.run(
                "start",
                "--port",
                Integer.toString(port),
                "--controller-port",
                Integer.toString(StandaloneScript.freePort()));
        return broker;
    }

    /** Where clients connect. */
    String servers() {
        return "127.0.0.1:" + port;
    }

    /** Makes topics and waits until they can be used. */
    void createTopics(List<String> names) throws ExecutionException, InterruptedException {
        List<NewTopic> topics = names.stream()
                .map(name -> new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())
                        .configs(Map.of("max.message.bytes", MOST_BYTES)))
                .toList();
        try (Admin admin = Admin.create(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers()))) {
            admin.createTopics(topics).all().get();
            for (int attempt = 1; !canBeUsed(admin, names); attempt++) {
                if (attempt == MOST_ATTEMPTS) {
                    throw new BenchFailure("the broker has made " + names + ", and does not lead them yet");
                }
                Thread.sleep(ATTEMPT_MILLIS);
            }
        }
    }

    /** The ends of partitions are answered only by a broker that knows itself the leader. */
    private static boolean canBeUsed(Admin admin, List<String> names) throws ExecutionException, InterruptedException {
        try {
            admin.listOffsets(names.stream()
                            .flatMap(name -> partitions(name).stream())
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }

    /** The partitions of a topic. */
    static List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new TopicPartition(topic, i));
        }
        return partitions;
    }

    /**
     * A producer.
     *
     * @param lingerMillis how long a record waits for others
     */
    KafkaProducer<byte[], byte[]> producer(int lingerMillis) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers(),
                ProducerConfig.LINGER_MS_CONFIG,
                lingerMillis,
                ProducerConfig.BATCH_SIZE_CONFIG,
                1 << 18);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Ends the broker and deletes its data. */
    @Override
    public void close() throws IOException, InterruptedException {
        Runtime.getRuntime().removeShutdownHook(atExit);
        script.run("stop");
        FileUtils.deleteDirectory(script.folder().toFile());
    }

    private void stopQuietly() {
        try {
            script.run("stop");
            FileUtils.deleteDirectory(script.folder().toFile());
        } catch (IOException | InterruptedException | BenchFailure e) {
            System.err.println("The broker in " + script.folder() + " could not be ended: " + e.getMessage());
        }
    }
}
