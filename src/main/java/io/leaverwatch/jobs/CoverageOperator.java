package io.leaverwatch.jobs;

import io.leaverwatch.connectors.ReadRecord;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.CoverageCounter;
import io.leaverwatch.formats.Tally;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts what access topics give, and every second hands on what came. Before a checkpoint it hands on everything, and so
 * needs no state.
 */
final class CoverageOperator extends AbstractStreamOperator<Tally>
        implements OneInputStreamOperator<ReadRecord, Tally>, ProcessingTimeCallback {
    private static final long serialVersionUID = 1L;
    private static final long PERIOD_MILLIS = 1_000;

    private final List<String> topics;
    private final Policy policy;
    private transient CoverageCounter counter;
    private transient ScheduledFuture<?> timer;

    CoverageOperator(List<String> topics, Policy policy) {
        this.topics = topics;
        this.policy = policy;
    }

    @Override
    public void open() throws Exception {
        super.open();
        counter = new CoverageCounter(topics, policy);
        counter.begin();
        schedule();
    }

    @Override
    public void processElement(StreamRecord<ReadRecord> element) {
        ReadRecord read = element.getValue();
        if (read.access() != null) {
            counter.count(read.access());
        } else if (read.deadLetter() != null) {
            counter.count(read.deadLetter());
        }
    }

    @Override
    public void onProcessingTime(long time) {
        handOn();
        schedule();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        handOn();
    }

    @Override
    public void finish() throws Exception {
        handOn();
        super.finish();
    }

    private void schedule() {
        long next = getProcessingTimeService().getCurrentProcessingTime() + PERIOD_MILLIS;
        timer = getProcessingTimeService().registerTimer(next, this);
    }

    @Override
    public void close() throws Exception {
        if (timer != null) {
            timer.cancel(false);
        }
        super.close();
    }

    private void handOn() {
        counter.take().forEach(tally -> output.collect(new StreamRecord<>(tally)));
    }
}
