package io.leaverwatch.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka broker in a process of its own on free ports of the loopback; ends with this JVM at the latest. */
final class LiveBroker implements AutoCloseable {
    /** How many partitions each topic has. */
    static final int PARTITIONS = 2;

    private static final String MOST_BYTES = "8388608";
    /** Below the ports that the kernel gives to outgoing connections. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;

    private final Path script;
    private final Path folder;
    private final int port;
    private final Thread atExit = new Thread(this::stopQuietly);

    private LiveBroker(Path script, Path folder, int port) {
        this.script = script;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts one without topics.
     *
     * @param home where the project lies
     * @param folder for its data and log
     */
    static LiveBroker start(Path home, Path folder) throws Exception {
        int port = freePort();
        LiveBroker broker = new LiveBroker(home.resolve("deploy/standalone/broker"), folder, port);
        Runtime.getRuntime().addShutdownHook(broker.atExit);
        broker.run("start", "--port", Integer.toString(port), "--controller-port", Integer.toString(freePort()));
        return broker;
    }

    private static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket held = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return held.getLocalPort();
            } catch (IOException taken) {
                // Something listens there: another one.
            }
        }
    }

    private void run(String word, String... options) throws IOException, InterruptedException {
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
            // Answered only by a broker that knows itself the leader.
            admin.listOffsets(names.stream()
                            .flatMap(name -> partitions(name).stream())
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get();
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
        run("stop");
        FileUtils.deleteDirectory(folder.toFile());
    }

    private void stopQuietly() {
        try {
            run("stop");
            FileUtils.deleteDirectory(folder.toFile());
        } catch (IOException | InterruptedException | BenchFailure e) {
            System.err.println("The broker in " + folder + " could not be ended: " + e.getMessage());
        }
    }
}
