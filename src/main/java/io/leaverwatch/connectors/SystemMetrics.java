package io.leaverwatch.connectors;

import io.leaverwatch.domain.Policy;
import io.leaverwatch.metrics.Metric;
import io.leaverwatch.metrics.Metrics;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;

/** How new the newest access to each protected system is: in a topic of several, one that has fallen silent is else not seen. For one thread. */
final class SystemMetrics {
    private static final long MILLIS = 1_000;

    private final Map<String, Newest> newest = new HashMap<>();

    SystemMetrics(Policy policy, MetricGroup operator) {
        Metrics metrics = new Metrics(operator);
        for (String system : policy.systemNames()) {
            Newest one = new Newest();
            newest.put(system, one);
            metrics.gauge(Metric.NEWEST_ACCESS, () -> one.millis / MILLIS, system);
        }
    }

    /** One access; see {@link TopicMetrics#event}. */
    void access(String system, long happenedAt, long arrivedAt) {
        Newest one = newest.get(system);
        one.millis = Math.max(one.millis, Math.min(happenedAt, arrivedAt));
    }

    private static final class Newest {
        private long millis;
    }
}
