package io.leaverwatch.jobs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.formats.HostileAccesses;
import io.leaverwatch.reference.BrokenAccesses;
import io.leaverwatch.reference.ReferenceInputs;
import io.leaverwatch.reference.ReferenceInputs.Source;
import io.leaverwatch.reference.ReferencePolicy;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import io.leaverwatch.testkit.TestCluster;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The broken and the hostile accesses that replays are tested with, as records: what a replay makes of them, live makes too. */
@ExtendWith(BrokerExtension.class)
class HostileAccessesITCase {
    private static final Duration LIMIT = Await.PATIENCE;
    private static final long SEED = 20_310_702L;
    private static final int MANY = 2_000;
    /** Of the hostile ones, those about the departures' time: of earlier centuries live would forget what replay may go by. */
    private static final Pattern WHEN = Pattern.compile("2031-05-21|:\\W*1[89]\\d{11}\\b");

    @TempDir
    private Path folder;

    @Test
    void setsAsideWhatAReplayDoesOfBrokenAndOfHostileAccesses(Broker broker) throws Exception {
        List<String> logins = IntStream.range(0, 10).mapToObj(i -> "login-" + i).toList();
        List<String> links = logins.stream()
                .map(login -> "{\"credentialId\":\"%1$s\",\"memberId\":\"holder of %1$s\"}".formatted(login))
                .toList();
        List<String> departures = Stream.concat(
                        HostileAccesses.LEAVERS.stream(), logins.stream().map(login -> "holder of " + login))
                .map(HostileAccessesITCase::leftLongAgo)
                .toList();
        List<byte[]> accesses = new ArrayList<>(BrokenAccesses.of(SEED, MANY / 4, departures, links, logins));
        for (boolean isSteady : List.of(true, false)) {
            HostileAccesses hostile = new HostileAccesses(new Random(SEED), isSteady);
            Stream.generate(hostile::line)
                    .filter(line -> WHEN.matcher(new String(line, ISO_8859_1)).find())
                    .limit(MANY)
                    .forEach(accesses::add);
        }
        // A line of a file has none in it, and a mark only at the start of the file, where a record may have one.
        accesses.removeIf(line -> new String(line, ISO_8859_1).matches("(?s).*\n.*|\u00ef\u00bb\u00bf.*"));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] line : accesses) {
            file.writeBytes(line);
            file.write('\n');
        }
        ReferenceInputs inputs = ReferenceInputs.ofLines(departures, links, List.of());
        inputs = new ReferenceInputs(
                        inputs.memberships(),
                        inputs.credentials(),
                        List.of(new Source("accesses.ndjson", file.toByteArray())))
                .writeTo(folder);
        Replayed replayed = Replayed.of(
                files(inputs.memberships()),
                files(inputs.credentials()),
                files(inputs.accesses()),
                null,
                folder.resolve("results"));

        LiveTopics topics = LiveTopics.create(broker, folder, "hostile", 2, null);
        try (MiniCluster cluster = TestCluster.start(1);
                LiveRun run = new LiveRun(cluster, topics)) {
            run.start(1, null);
            replayed.lines().forEach((word, lines) -> {
                List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
                lines.forEach(line -> records.add(topics.record(word, records.size() % 2, line)));
                run.send(records);
            });
            try {
                Await.until("all ends as in replay", LIMIT, () -> replayed.isSaidBy(run));
            } catch (AssertionError e) {
                replayed.assertSaidBy("broken and hostile accesses", run); // Says what differs.
                throw e;
            }
            SetAside aside = SetAside.of(topics, replayed);
            aside.await("broken and hostile accesses");
            assertThat(aside.check("broken and hostile accesses", SetAside.allowed(inputs, new ReferencePolicy())))
                    .isGreaterThan(MANY / 2);
        }
        assertThat(Files.readAllLines(replayed.results().resolve("alerts.ndjson")))
                .hasSizeGreaterThan(10);
    }

    private static String leftLongAgo(String member) {
        return ("{\"eventId\":\"left %1$s\",\"memberId\":\"%1$s\",\"type\":\"RESIGNED\","
                        + "\"effectiveAt\":\"2001-05-21T08:15Z\"}")
                .formatted(member);
    }

    private static List<Path> files(List<Source> sources) {
        return sources.stream().map(source -> Path.of(source.name())).toList();
    }
}
