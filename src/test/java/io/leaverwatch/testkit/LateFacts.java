package io.leaverwatch.testkit;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Keeps the counters in which CEP says how many facts it dropped for being older than its watermark, after a job's end
 * too. Flink's own reporter for tests keeps every metric, and with them what they look at: too much for many jobs.
 */
public final class LateFacts implements MetricReporter, MetricReporterFactory {
    private static final String NAME = "numLateRecordsDropped";
    private static final String JOB = "<job_id>";
    private static final Map<String, Queue<Counter>> COUNTERS = new ConcurrentHashMap<>();

    /** Makes a cluster with these settings keep the counters of its jobs. */
    static void keep(Configuration settings) {
        settings.setString(
                "metrics.reporter.late." + MetricOptions.REPORTER_FACTORY_CLASS.key(), LateFacts.class.getName());
    }

    /**
     * What the subtasks of all CEP operators of a job dropped, and forgets it.
     *
     * @return one number for each subtask that was started; empty where the job had no such operator
     */
    public static List<Long> takeDropped(JobID job) {
        Queue<Counter> counters = COUNTERS.remove(job.toHexString());
        return counters == null
                ? List.of()
                : counters.stream().map(Counter::getCount).toList();
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return this;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (name.equals(NAME)) {
            COUNTERS.computeIfAbsent(group.getAllVariables().get(JOB), job -> new ConcurrentLinkedQueue<>())
                    .add((Counter) metric);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
}
