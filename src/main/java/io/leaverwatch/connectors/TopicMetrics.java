package io.leaverwatch.connectors;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Fault;
import io.leaverwatch.metrics.Metric;
import io.leaverwatch.metrics.Metrics;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the readers of one topic tell of it: every counter from the beginning, since Prometheus sees no rise in a counter
 * that begins above 0. For one thread.
 */
final class TopicMetrics {
    private static final long MILLIS = 1_000;

    private final Counter events;
    private final Counter tombstones;
    private final Map<Fault, Counter> deadLetters = new EnumMap<>(Fault.class);
    private long newest;

    TopicMetrics(String topic, MetricGroup operator) {
        Metrics metrics = new Metrics(operator);
        events = metrics.counter(Metric.EVENTS, topic);
        tombstones = metrics.counter(Metric.TOMBSTONES, topic);
        for (Fault fault : Fault.values()) {
            deadLetters.put(fault, metrics.counter(Metric.DEAD_LETTERS, topic, fault.name()));
        }
        metrics.gauge(Metric.NEWEST_EVENT, () -> newest / MILLIS, topic);
    }

    /**
     * One event.
     *
     * @param happenedAt its own time, epoch millis
     * @param arrivedAt the record's time, epoch millis: what is dated ahead is no newer than that
     */
    void event(long happenedAt, long arrivedAt) {
        events.inc();
        newest = Math.max(newest, Math.min(happenedAt, arrivedAt));
    }

    void deadLetter(DeadLetter letter) {
        deadLetters.get(letter.fault()).inc();
    }

    void tombstone() {
        tombstones.inc();
    }
}
