package io.leaverwatch.bench;

import io.leaverwatch.bench.GraphMeasure.Backend;
import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.jobs.MeasuredLiveGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * How long it takes from a reinstatement that comes late, given to the producer, until a consumer has read that the alert
 * does not hold; nothing else comes meanwhile.
 *
 * @param setup of Flink
 * @param topics with memberships and links, and as many markers as are measured
 * @param count how many members are reinstated, one after the other
 */
record LiveWithdrawal(LiveFlink.Setup setup, LiveTopics topics, int count) {
    private static final int IDLE_MILLIS = 200;

    Delays run() throws Exception {
        LiveSettings settings = topics.newRun();
        List<Long> nanos = new ArrayList<>();
        try (AlertReader alerts =
                        new AlertReader(topics.broker(), settings.topics().alerts());
                LiveFlink flink = LiveFlink.start(setup, Backend.HEAP, env -> MeasuredLiveGraph.build(env, settings));
                KafkaProducer<byte[], byte[]> producer = topics.broker().producer(0);
                LineSender memberships = new LineSender(producer, topics.memberships(), false)) {
            ReadGate.open();
            flink.settle(topics.events());
            alerts.awaitMarkers(LiveTopics.markers(count), false, flink::check);
            for (int i = 0; i < count; i++) {
                Thread.sleep(IDLE_MILLIS);
                byte[] line = reinstatement(i);
                long sent = System.nanoTime();
                memberships.write(line);
                long read = alerts.awaitMarkers(Set.of(LiveTopics.marker(i)), true, flink::check);
                nanos.add(read - sent);
            }
        }
        return Delays.ofNanos(nanos);
    }

    /** Of after the departure and before the marker. */
    private static byte[] reinstatement(int leaver) {
        Instant at = Instant.ofEpochMilli(BenchData.END).plus(Duration.ofDays(1));
        return AccessText.bytes("{\"eventId\":\"r-" + leaver + "\",\"memberId\":\""
                + BenchData.member(LiveTopics.member(leaver)) + "\",\"type\":\"REINSTATED\",\"effectiveAt\":\"" + at
                + "\",\"source\":\"hr\"}");
    }
}
