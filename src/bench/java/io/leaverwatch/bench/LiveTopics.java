package io.leaverwatch.bench;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.LiveSettings.Start;
import io.leaverwatch.config.LiveSettings.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * The topics of live jobs, with the generated data in them. The leaver of a number is one who has left before
 * {@link BenchData#END}.
 */
final class LiveTopics {
    private static final int LEAVER_PERCENT = 1;
    private static final int LOAD_LINGER_MILLIS = 20;

    /** How many members leave. */
    static final int LEAVERS = BenchData.MEMBERS * LEAVER_PERCENT / 100;

    private static final int LEAVER_EVERY = 100 / LEAVER_PERCENT;

    private final LiveBroker broker;
    private final BenchData data;
    private final String name;
    private long accessesSent;
    private long protectedAccesses;
    private int runs;

    private LiveTopics(LiveBroker broker, BenchData data, String name) {
        this.broker = broker;
        this.data = data;
        this.name = name;
    }

    /**
     * Makes the input topics and fills those of memberships and links.
     *
     * @param folder where the generator would put files
     * @param name begins the topics' names
     */
    static LiveTopics make(LiveBroker broker, Path folder, String name) throws Exception {
        LiveTopics topics = new LiveTopics(broker, new BenchData(folder, LEAVER_PERCENT), name);
        broker.createTopics(List.of(topics.memberships(), topics.links(), topics.accesses()));
        try (KafkaProducer<byte[], byte[]> producer = broker.producer(LOAD_LINGER_MILLIS);
                LineSender members = new LineSender(producer, topics.memberships(), false);
                LineSender links = new LineSender(producer, topics.links(), false)) {
            topics.data.writeMembers(members);
            BenchData.writeLinks(links);
            members.flush();
            links.flush();
        }
        return topics;
    }

    String memberships() {
        return name + "-memberships";
    }

    private String links() {
        return name + "-links";
    }

    String accesses() {
        return name + "-accesses";
    }

    LiveBroker broker() {
        return broker;
    }

    /** How many events a job gets from what is in the topics: memberships, links, accesses to protected systems. */
    long events() {
        return toldEvents() + protectedAccesses;
    }

    /** Those of {@link #events} that are no accesses. */
    long toldEvents() {
        return LEAVERS + BenchData.MEMBERS;
    }

    /** How many accesses are in the topic. */
    long accessesSent() {
        return accessesSent;
    }

    /** Those of {@link #accessesSent} that are to protected systems. */
    long protectedAccesses() {
        return protectedAccesses;
    }

    /**
     * Adds generated accesses.
     *
     * @param count how many are generated
     * @param onlyProtected whether to leave out those to other systems, about three in five
     */
    void addAccesses(long count, boolean onlyProtected) throws Exception {
        System.err.printf("%s: producing %,d accesses%n", name, count);
        try (KafkaProducer<byte[], byte[]> producer = broker.producer(LOAD_LINGER_MILLIS);
                LineSender sender = new LineSender(producer, accesses(), onlyProtected)) {
            data.writeAccesses(sender, count, false);
            sender.flush();
            count(sender);
        }
    }

    private void count(LineSender sender) {
        accessesSent += sender.sent();
        protectedAccesses += sender.protectedSent();
    }

    /** Adds an access by each of the first leavers, long after they left, that gives an alert; see {@link #marker}. */
    void addMarkers(int count) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = broker.producer(0);
                LineSender sender = new LineSender(producer, accesses(), false)) {
            for (int i = 0; i < count; i++) {
                sender.write(AccessText.bytes("{\"eventId\":\"" + marker(i) + "\",\"occurredAt\":\""
                        + Instant.ofEpochMilli(BenchData.END).plus(Duration.ofDays(2))
                        + "\",\"system\":\"Organise\",\"credentialId\":\"" + BenchData.credential(member(i))
                        + "\",\"action\":\"VIEW\",\"outcome\":\"SUCCESS\"}"));
            }
            sender.flush();
            count(sender);
        }
    }

    /** The eventId of a leaver's access that marks. */
    static String marker(int leaver) {
        return "marker-" + leaver;
    }

    /** The eventIds of the first leavers' markers. */
    static Set<String> markers(int count) {
        return IntStream.range(0, count).mapToObj(LiveTopics::marker).collect(Collectors.toSet());
    }

    /** Whether a member leaves. */
    static boolean isLeaver(int member) {
        return member % LEAVER_EVERY == 0;
    }

    /** The number of the member whom a leaver's number stands for. */
    static int member(int leaver) {
        return leaver * LEAVER_EVERY;
    }

    /** Makes new output topics; gives settings of a job that reads from the beginning of the input topics into them. */
    LiveSettings newRun() throws Exception {
        String run = name + "-" + ++runs;
        Topics topics = new Topics(
                memberships(),
                links(),
                List.of(accesses()),
                run + "-alerts",
                run + "-incidents",
                run + "-departures",
                run + "-dead-letters");
        broker.createTopics(List.of(topics.alerts(), topics.incidents(), topics.departures(), topics.deadLetters()));
        return new LiveSettings(
                BenchPolicy.DEFAULT,
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.servers(),
                        ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                        ReadGate.class.getName()),
                topics,
                run,
                new Start(Start.Kind.EARLIEST, 0),
                false,
                Duration.ofMinutes(15).toMillis(),
                Duration.ofMinutes(1).toMillis(),
                Duration.ofSeconds(5).toMillis(),
                Duration.ofHours(1).toMillis(),
                Map.of());
    }
}
