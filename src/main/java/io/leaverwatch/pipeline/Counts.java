package io.leaverwatch.pipeline;

import io.leaverwatch.metrics.Metric;
import io.leaverwatch.metrics.Metrics;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;

/** Redeliveries of one kind of input: an accumulator for a run that ends, a metric for one that does not. */
public final class Counts {
    public static final String MEMBERSHIP = "membership";
    public static final String LINK = "link";
    public static final String ACCESS = "access";
    /** Copies of an event that counted already, or counts no more. */
    public static final String REDELIVERED = ".redelivered";
    /** Those among them whose content differs from that of the copy that counts. */
    public static final String CONFLICTS = ".conflicts";

    private final LongCounter redelivered = new LongCounter();
    private final LongCounter conflicts = new LongCounter();
    private final Counter redeliveredMetric;
    private final Counter conflictsMetric;

    /** Registers the counters of one kind. */
    public Counts(RuntimeContext context, String kind) {
        context.addAccumulator(kind + REDELIVERED, redelivered);
        context.addAccumulator(kind + CONFLICTS, conflicts);
        Metrics metrics = new Metrics(context.getMetricGroup());
        redeliveredMetric = metrics.counter(Metric.REDELIVERED, kind);
        conflictsMetric = metrics.counter(Metric.CONFLICTS, kind);
    }

    /**
     * Counts one more copy of an event.
     *
     * @param isSame whether its content is that of the copy that counted so far
     * @param supersedes whether it counts from now on
     * @param copies how many copies there were with the content of the one that counted so far
     * @return how many copies there are with the content of the one that now counts
     */
    public int copy(boolean isSame, boolean supersedes, int copies) {
        redelivered.add(1);
        redeliveredMetric.inc();
        if (isSame) {
            return copies + 1;
        }
        int others = supersedes ? copies : 1;
        conflicts.add(others);
        conflictsMetric.inc(others);
        return supersedes ? 1 : copies;
    }
}
