package io.leaverwatch.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Broker;
import io.leaverwatch.testkit.BrokerExtension;
import io.leaverwatch.testkit.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A departure without an access says what was read, again and again, and counts nothing twice or not at all. */
@ExtendWith(BrokerExtension.class)
class LiveCoverageITCase {
    private static final Instant FIRST = Instant.parse("2031-05-20T01:00:00Z");

    @TempDir
    private Path folder;

    private LiveTopics topics;

    @Test
    void growsWithWhatIsReadOverACrashASavepointAndAnotherParallelism(Broker broker) throws Exception {
        topics = LiveTopics.create(broker, folder, "coverage", 2, null, "coverageRefresh: PT1S");
        String savepoint;
        try (MiniCluster cluster = TestCluster.start(2)) {
            try (LiveRun run = new LiveRun(cluster, topics)) {
                new Leavers(topics, 1).leave();
                // By a login that is nobody's who left; the third seven hours after the second.
                access(FIRST, FIRST.plusSeconds(3_600), FIRST.plusSeconds(28_800));
                broker.send(List.of(topics.record("accesses", 0, "broken".getBytes(UTF_8))));
                run.start(1, null);
                awaitCoverage(3, FIRST.plusSeconds(28_800));
                run.checkpoint();
                run.crash(() -> access(FIRST.plusSeconds(28_801)));
                awaitCoverage(4, FIRST.plusSeconds(28_801));
                savepoint = run.stop(folder);
            }
            try (LiveRun run = new LiveRun(cluster, topics)) {
                access(FIRST.plusSeconds(28_802), FIRST.plusSeconds(28_803));
                run.start(2, savepoint);
                awaitCoverage(6, FIRST.plusSeconds(28_803));
            }
        }
    }

    private void awaitCoverage(int events, Instant last) throws Exception {
        Await.value("what was read is counted", Await.PATIENCE, this::entries, coverage(events, last)::equals);
        Thread.sleep(TimeUnit.SECONDS.toMillis(2));
        assertThat(entries()).isEqualTo(coverage(events, last));
    }

    private List<JsonNode> coverage(int events, Instant last) throws Exception {
        return List.of(LiveTopics.JSON.readTree(
                """
                {"source":"%s","system":"Organise","firstEvent":"2031-05-20T01:00:00.000Z",
                "lastEvent":"%s.000Z","events":%d,
                "gaps":[{"from":"2031-05-20T02:00:00.000Z","until":"2031-05-20T09:00:00.000Z"}],"deadLetters":1}""".formatted(topics.topic("accesses"), last.toString().replace("Z", ""), events)));
    }

    /** What the one departure's record says of Organise. */
    private List<JsonNode> entries() throws Exception {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode record : topics.standing("departures").values()) {
            for (JsonNode entry : record.path("coverage")) {
                if (entry.path("system").asText().equals("Organise")) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    private void access(Instant... times) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Instant time : times) {
            byte[] line = Leavers.access("a-" + time, 9, time).getBytes(UTF_8);
            records.add(topics.record("accesses", records.size() % 2, line));
        }
        topics.broker().send(records);
    }
}
