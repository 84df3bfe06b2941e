package io.leaverwatch.connectors;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.metrics.Metric;
import io.leaverwatch.metrics.Metrics;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the readers of one topic tell of it. For one thread. */
final class TopicMetrics {
    private static final long MILLIS = 1_000;

    private final String topic;
    private final Metrics metrics;
    private final Counter events;
    private long newest;

    TopicMetrics(String topic, MetricGroup operator) {
        this.topic = topic;
        this.metrics = new Metrics(operator);
        this.events = metrics.counter(Metric.EVENTS, topic);
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
        metrics.counter(Metric.DEAD_LETTERS, topic, letter.fault().name()).inc();
    }

    void tombstone() {
        metrics.counter(Metric.TOMBSTONES, topic).inc();
    }
}
