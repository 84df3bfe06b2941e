package io.leaverwatch.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** The metrics of one operator's subtask, registered at first use. For one thread. */
public final class Metrics {
    private static final String GROUP = "leaverwatch";
    private static final int LATEST = 1_000;

    private final MetricGroup group;
    private final Map<List<String>, Counter> counters = new HashMap<>();

    /** @param operator the operator's own group */
    public Metrics(MetricGroup operator) {
        this.group = operator.addGroup(GROUP);
    }

    /** A counter, with a value for each of its labels. */
    public Counter counter(Metric metric, String... values) {
        List<String> key = List.of(values);
        Counter known = counters.get(key(metric, key));
        if (known == null) {
            known = labelled(metric, values).counter(metric.title());
            counters.put(key(metric, key), known);
        }
        return known;
    }

    /** Shows a number. */
    public void gauge(Metric metric, LongSupplier value, String... values) {
        labelled(metric, values).gauge(metric.title(), value::getAsLong);
    }

    /** The distribution of the latest values. */
    public Histogram histogram(Metric metric) {
        return group.histogram(metric.title(), new DescriptiveStatisticsHistogram(LATEST));
    }

    private MetricGroup labelled(Metric metric, String... values) {
        if (values.length != metric.labels().size()) {
            throw new IllegalArgumentException(metric + " has the labels " + metric.labels());
        }
        MetricGroup labelled = group;
        for (int i = 0; i < values.length; i++) {
            labelled = labelled.addGroup(metric.labels().get(i), values[i]);
        }
        return labelled;
    }

    private static List<String> key(Metric metric, List<String> values) {
        List<String> key = new ArrayList<>(values);
        key.add(metric.name());
        return key;
    }
}
