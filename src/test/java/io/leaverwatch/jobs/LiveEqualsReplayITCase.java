package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.reference.RandomHistory;
import io.leaverwatch.reference.ReferenceInputs;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import io.leaverwatch.testkit.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The events of scenarios and of random histories, sent through topics of several partitions in any order and some of
 * them twice, end with the alerts, incidents and departure records that a replay of the files gives, ids included, and with its
 * dead letters.
 * -Dleaverwatch.seed=N starts there, -Dleaverwatch.live=1 runs that one alone. The tests run at once: most of their time is spent
 * on waiting for jobs to start and to stop.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(BrokerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveEqualsReplayITCase {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
    private static final long FIRST_SEED = Long.getLong("leaverwatch.seed", 20_310_701L);
    private static final int CASES = Integer.getInteger("leaverwatch.live", 15);
    private static final Duration LIMIT = Await.PATIENCE;
    private static final int MOST_PARALLELISM = 2;
    private static final int TESTS_AT_ONCE = 2;

    @TempDir
    private static Path folder;

    private MiniCluster cluster;

    @BeforeAll
    void startCluster() throws Exception {
        cluster = TestCluster.start(TESTS_AT_ONCE * MOST_PARALLELISM);
    }

    @AfterAll
    void stopCluster() throws Exception {
        cluster.close();
    }

    @Test
    void endsWithTheAlertsOfEachScenario(Broker broker) throws Exception {
        List<Path> scenarios;
        try (Stream<Path> all = Files.list(SCENARIOS)) {
            scenarios = all.filter(Files::isDirectory).sorted().toList();
        }

        for (Path scenario : scenarios) {
            Path given = scenario.resolve("policy.yaml");
            Path policy = Files.exists(given) ? given : null;
            String name = scenario.getFileName().toString();
            Replayed replayed = Replayed.ofScenario(scenario, policy, folder.resolve(name));
            LiveRun run = LiveRun.of(broker, cluster, folder, name, 2, policy);
            check(name, replayed, run, new Random(name.hashCode()), List.of());
        }
    }

    @Test
    void endsWithTheAlertsOfRandomHistories(Broker broker) throws Exception {
        int letters = 0;
        System.out.println("live random histories from seed " + FIRST_SEED + ", " + CASES + " cases");
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            RandomHistory history = RandomHistory.of(seed);
            Path own = Files.createDirectory(folder.resolve("seed-" + seed));
            ReferenceInputs inputs = history.inputs().writeTo(own);
            Path policy = Files.writeString(
                    own.resolve("policy.json"), history.policy().toJson(false));
            Replayed replayed = Replayed.of(
                    files(inputs.memberships()),
                    files(inputs.credentials()),
                    files(inputs.accesses()),
                    policy,
                    own.resolve("results"));
            Random random = new Random(seed);
            String delivery = random.nextInt(4) == 0 ? "delivery: exactly-once" : "delivery: at-least-once";
            LiveRun run = LiveRun.of(broker, cluster, own, "seed-" + seed, 1 + random.nextInt(3), policy, delivery);
            List<byte[]> allowed = SetAside.allowed(inputs, history.policy());
            letters += check("seed " + seed + ", " + delivery, replayed, run, random, allowed);
        }
        assertThat(letters).as("dead letters").isGreaterThan(CASES);
    }

    private static List<Path> files(List<ReferenceInputs.Source> sources) {
        return sources.stream().map(source -> Path.of(source.name())).toList();
    }

    /** Gives how many dead letters both have. */
    private int check(String name, Replayed replayed, LiveRun run, Random random, List<byte[]> allowed)
            throws Exception {
        int partitions = run.partitions();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        replayed.lines().forEach((word, lines) -> {
            for (byte[] line : lines) {
                for (int copies = random.nextInt(10) == 0 ? 2 : 1; copies > 0; copies--) {
                    records.add(run.record(word, random.nextInt(partitions), line));
                }
            }
        });
        Collections.shuffle(records, random);
        int before = random.nextInt(records.size() + 1);
        try (run) {
            run.send(records.subList(0, before));
            run.start(1 + random.nextInt(MOST_PARALLELISM), null);
            run.send(records.subList(before, records.size()));
            try {
                Await.until(name + " ends as in replay", LIMIT, () -> replayed.isSaidBy(run));
            } catch (AssertionError e) {
                replayed.assertSaidBy(name, run); // Says what differs.
                throw e;
            }
            SetAside aside = SetAside.of(run.topics(), replayed);
            aside.await(name);
            run.stop(folder);
            replayed.assertSaidBy(name, run);
            return aside.check(name, allowed);
        }
    }
}
