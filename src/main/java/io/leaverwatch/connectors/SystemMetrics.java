package io.leaverwatch.connectors;

import io.leaverwatch.domain.Policy;
import io.leaverwatch.metrics.Metric;
import io.leaverwatch.metrics.Metrics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.metrics.MetricGroup;

/** How new the newest access to each protected system is: in a topic of several, one that has fallen silent is else not seen. For one thread. */
final class SystemMetrics {
    private static final long MILLIS = 1_000;

    private static final Pattern NOT_SHOWN = Pattern.compile("[^a-zA-Z0-9:_]");

    private final Map<String, Newest> newest = new HashMap<>();

    SystemMetrics(Policy policy, MetricGroup operator) {
        Metrics metrics = new Metrics(operator);
        labels(policy.systemNames()).forEach((system, label) -> {
            Newest one = new Newest();
            newest.put(system, one);
            metrics.gauge(Metric.NEWEST_ACCESS, () -> one.millis / MILLIS, label);
        });
    }

    /**
     * What stands for each system. Flink's Prometheus reporter puts an underscore for most characters, and of two series with
     * the same labels shows one.
     */
    static Map<String, String> labels(List<String> systems) {
        Map<String, Long> shown =
                systems.stream().collect(Collectors.groupingBy(SystemMetrics::shown, Collectors.counting()));
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < systems.size(); i++) {
            String system = systems.get(i);
            labels.put(system, shown.get(shown(system)) == 1 ? system : system + " " + (i + 1));
        }
        return labels;
    }

    private static String shown(String label) {
        return NOT_SHOWN.matcher(label).replaceAll("_");
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
