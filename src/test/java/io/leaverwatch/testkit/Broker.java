package io.leaverwatch.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A real Kafka broker in a process of its own, on free ports of the loopback: one node that keeps its data over a stop and
 * a restart. Topics are not made by themselves. Its folder and log are under target/testkit. Ends with the tests' JVM.
 */
public final class Broker implements AutoCloseable {
    private static final Duration LIMIT = Await.PATIENCE;
    /** The tests' brokers live for minutes: what C2 compiles would never be earned back. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("BROKER_OPTS", "-Xmx384m -XX:TieredStopAtLevel=1 -Xlog:disable");

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private final List<String> properties;
    private final Thread atExit = new Thread(this::killQuietly);

    private Broker(Path folder, List<Integer> ports, Map<String, String> properties) {
        this.folder = folder;
        this.port = ports.get(0);
        this.controllerPort = ports.get(1);
        this.properties = properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue())
                .sorted()
                .toList();
    }

    /** Starts a broker with no topics. */
    public static Broker start() throws IOException, InterruptedException {
        return start(Map.of());
    }

    /**
     * Starts a broker with no topics.
     *
     * @param properties properties of the broker besides those of deploy/standalone/broker
     */
    public static Broker start(Map<String, String> properties) throws IOException, InterruptedException {
        return start(0, ports -> properties);
    }

    /**
     * Starts a broker with no topics and more listeners.
     *
     * @param more how many ports besides those for clients and the controller
     * @param properties from all its ports, these two first, to properties as above
     */
    static Broker start(int more, Function<List<Integer>, Map<String, String>> properties)
            throws IOException, InterruptedException {
        return Ports.use(2 + more, ports -> {
            Broker broker = new Broker(Folders.create("broker"), ports, properties.apply(ports));
            Runtime.getRuntime().addShutdownHook(broker.atExit);
            broker.restart();
            return broker;
        });
    }

    /** Looks up the libraries of a broker, which needs the network where it was never done. */
    static void lookUpLibraries() throws IOException, InterruptedException {
        Script.succeed(Map.of(), "broker", List.of("libraries"));
    }

    /** Where clients connect: {@code 127.0.0.1:PORT}, the same after a restart. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Its working folder; the log is {@code logs/broker.log} in it. */
    public Path folder() {
        return folder;
    }

    /** Ends the broker in good order. */
    public void stop() throws IOException, InterruptedException {
        Script.succeed(ENVIRONMENT, "broker", List.of("stop", "--dir", folder.toString()));
    }

    /** Whether its process runs. */
    public boolean isRunning() throws IOException {
        return Processes.find(folder, "broker").isPresent();
    }

    /** Ends the broker as a power cut would. */
    public void kill() throws IOException {
        Processes.kill(folder, "broker");
    }

    /** Starts it again after {@link #stop} or {@link #kill}, on the same ports and with its data, and waits for it. */
    public void restart() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "start",
                "--dir",
                folder.toString(),
                "--port",
                String.valueOf(port),
                "--controller-port",
                String.valueOf(controllerPort)));
        properties.forEach(property -> words.addAll(List.of("-D", property)));
        Script.succeed(ENVIRONMENT, "broker", words);
    }

    /** Makes the topics of the live job, as deploy/kafka/create-topics does for a person. */
    public void createJobTopics() throws IOException, InterruptedException {
        Script.succeed(
                ENVIRONMENT, "broker", List.of("topics", "--dir", folder.toString(), "--port", String.valueOf(port)));
    }

    /** Makes a topic of that many partitions. */
    public void createTopic(String topic, int partitions) {
        createTopic(topic, partitions, Map.of());
    }

    /**
     * Makes a topic.
     *
     * @param settings settings of the topic, such as {@code cleanup.policy=compact}
     */
    public void createTopic(String topic, int partitions, Map<String, String> settings) {
        NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings);
        try (Admin admin = admin()) {
            settle(() -> admin.createTopics(List.of(wanted)).all().get());
            Await.until("topic " + topic + " is there", LIMIT, () -> partitions(admin, topic) == partitions);
        }
    }

    /** Gives a topic more partitions, up to that many in all. */
    public void growTopic(String topic, int partitions) {
        try (Admin admin = admin()) {
            settle(() -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get());
            Await.until("topic " + topic + " has grown", LIMIT, () -> partitions(admin, topic) == partitions);
        }
    }

    /** Sends one record and waits until it is stored; a key of null leaves the partition to Kafka, as no key does. */
    public void send(String topic, String key, String value) {
        send(List.of(new ProducerRecord<>(topic, bytes(key), bytes(value))));
    }

    /** Sends each line of a file as a record, in this order where the topic has one partition. */
    public void sendLines(String topic, Path file) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            records.add(new ProducerRecord<>(topic, bytes(line)));
        }
        send(records);
    }

    /** Sends records, in this order within a partition, and waits until all are stored. */
    public void send(Iterable<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                settle(one::get);
            }
        }
    }

    /** A producer of raw records, to be closed by the caller; with a {@code transactional.id} in settings it has transactions. */
    public KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                // What the topic takes decides.
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                16 << 20));
        all.putAll(settings);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Reads what a topic holds at the time of the call, by partition and then offset.
     *
     * @param isolation with READ_COMMITTED without the records of aborted and of open transactions, and up to the first
     *     open one; with READ_UNCOMMITTED all of them
     */
    public List<ConsumerRecord<String, String>> read(String topic, IsolationLevel isolation) {
        return read(topic, isolation, new StringDeserializer());
    }

    /** The same with other keys and values than texts. */
    public <T> List<ConsumerRecord<T, T>> read(String topic, IsolationLevel isolation, Deserializer<T> as) {
        return TopicReader.read(bootstrapServers(), topic, isolation, as);
    }

    /** The values of {@link #read}; null for a record without one. */
    public List<String> values(String topic, IsolationLevel isolation) {
        return read(topic, isolation).stream().map(ConsumerRecord::value).toList();
    }

    /** A client for everything else, to be closed by the caller. */
    public Admin admin() {
        return Admin.create(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    /** Ends the broker and deletes its data; the log stays. */
    @Override
    public void close() throws IOException {
        killAndDelete();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void killAndDelete() throws IOException {
        kill();
        for (String data : List.of("broker", "tmp")) {
            Folders.delete(folder.resolve(data));
        }
    }

    private void killQuietly() {
        try {
            killAndDelete();
        } catch (IOException e) {
            System.err.println("The broker in " + folder + " could not be ended: " + e);
        }
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Step {
        Object run() throws ExecutionException, InterruptedException;
    }

    private static void settle(Step step) {
        try {
            step.run();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
