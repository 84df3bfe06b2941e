package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.testkit.SecuredBroker;
import io.leaverwatch.testkit.StandaloneCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The built job on a cluster of processes, against a broker that is encrypted and knows its clients: it needs the rights that
 * src/docs/live.md lists and no more, and its secrets are in no log.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredBrokerITCase {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
    private static final Pattern RIGHTS =
            Pattern.compile("\\| (topic|group|transactional ids from) `([a-z-]+)` \\| ([A-Za-z, ]+) \\|.*");
    private static final Map<String, String> WORDS = Map.of(
            "membership-events", "membership",
            "credential-links", "credentials",
            "access-events", "accesses",
            "breach-alerts", "alerts",
            "breach-incidents", "incidents",
            "departures", "departures",
            "dead-letters", "deadLetters");
    private static final String PASSWORD = "hunter2-of-the-job";

    @TempDir
    private Path folder;

    private SecuredBroker secured;
    private LiveProcesses live;

    @BeforeAll
    void start() throws Exception {
        secured = SecuredBroker.start();
        live = new LiveProcesses(secured.open(), StandaloneCluster.builder().start());
    }

    @AfterAll
    void end() throws Exception {
        live.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-least-once", "exactly-once"})
    void endsAsReplayWithTheRightsThatTheDocumentLists(String delivery) throws Exception {
        Path scenario = SCENARIOS.resolve("ends-at-a-reinstatement-and-begins-again");
        Replayed replayed = Replayed.ofScenario(scenario, null, folder.resolve(delivery));
        LiveTopics topics = LiveTopics.create(
                secured.open(),
                folder,
                "secured-" + delivery,
                2,
                null,
                "delivery: " + delivery,
                "flink: {execution.checkpointing.interval: 1 s}");
        secured.addUser(delivery, PASSWORD);
        List<String> documented = Files.readAllLines(Path.of("src/docs/live.md"));
        assertThat(allow(delivery, documented, topics)).isEqualTo(9);
        secure(topics.file(), secured.clientProperties(folder.resolve("secrets"), delivery, PASSWORD));

        String job = live.submit(2, topics);
        try {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            replayed.lines().forEach((word, all) -> all.forEach(line -> records.add(topics.record(word, 0, line))));
            secured.open().send(records);
            LiveProcesses.awaitSame(replayed, topics);
        } finally {
            live.cluster().cancel(job);
        }
        try (Stream<Path> logs = Files.list(live.cluster().folder().resolve("logs"))) {
            assertThat(logs.toList())
                    .isNotEmpty()
                    .allSatisfy(log ->
                            assertThat(Files.readString(log)).as(log.toString()).doesNotContain(PASSWORD));
        }
    }

    /** Gives a user what a document's table says, and returns how many rows that has. */
    private int allow(String user, List<String> document, LiveTopics topics) throws Exception {
        int rows = 0;
        for (String line : document) {
            Matcher row = RIGHTS.matcher(line);
            if (!row.matches()) {
                continue;
            }
            rows++;
            ResourcePattern on = switch (row.group(1)) {
                case "topic" ->
                    new ResourcePattern(ResourceType.TOPIC, topics.topic(WORDS.get(row.group(2))), PatternType.LITERAL);
                case "group" -> new ResourcePattern(ResourceType.GROUP, topics.name(), PatternType.LITERAL);
                default -> new ResourcePattern(ResourceType.TRANSACTIONAL_ID, topics.name(), PatternType.PREFIXED);
            };
            for (String operation : row.group(3).split(", ", -1)) {
                secured.allow(user, AclOperation.valueOf(operation.toUpperCase(Locale.ROOT)), on);
            }
        }
        return rows;
    }

    /** Puts these properties in the place of those of the listener that is open to all. */
    private static void secure(Path settings, List<String> properties) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(settings)) {
            if (line.startsWith("  bootstrap.servers:")) {
                properties.forEach(property -> lines.add("  " + property));
            } else {
                lines.add(line);
            }
        }
        Files.write(settings, lines);
    }
}
