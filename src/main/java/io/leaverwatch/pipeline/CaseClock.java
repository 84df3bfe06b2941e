package io.leaverwatch.pipeline;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Gives what a case file says a time line of its own, so that event-time CEP keeps its order and never waits for a
 * source: stamps count upwards, and the end of a transmission is a watermark. The sources' watermarks end here, but for
 * the last.
 *
 * <p>Several facts share a stamp, since CEP pays for each distinct one; CEP keeps their order of arrival. In replay,
 * where nobody waits for a case, several ends share a watermark: each passes all rules and their ways to the ledger.
 */
public final class CaseClock extends AbstractStreamOperator<CaseEvent>
        implements OneInputStreamOperator<CaseEvent, CaseEvent> {
    private static final long serialVersionUID = 1L;
    private static final int EVENTS_PER_STAMP = 64;
    private static final int ENDS_PER_WATERMARK = 32;

    private final int endsPerWatermark;
    private long stamp;
    private int eventsOfStamp;
    private int ends;
    private transient ListState<Long> stamps;

    /** A clock of the graph in this mode. */
    public CaseClock(PipelineMode mode) {
        endsPerWatermark = mode.isReplay() ? ENDS_PER_WATERMARK : 1;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        stamps = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("stamp", Types.LONG));
        for (Long last : stamps.get()) {
            stamp = Math.max(stamp, last);
        }
        stamp++;
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        stamps.update(List.of(stamp));
    }

    @Override
    public void processElement(StreamRecord<CaseEvent> element) {
        if (eventsOfStamp == EVENTS_PER_STAMP) {
            stamp++;
            eventsOfStamp = 0;
        }
        eventsOfStamp++;
        CaseEvent event = element.getValue();
        output.collect(element.replace(event, stamp));
        if (event.kind() == CaseEvent.Kind.END) {
            ends++;
            if (ends == endsPerWatermark) {
                output.emitWatermark(new Watermark(stamp));
                ends = 0;
            }
            stamp++;
            eventsOfStamp = 0;
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Long.MAX_VALUE) {
            output.emitWatermark(mark);
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        // An idle source does not make the cases idle: rules and ledger go by this clock alone.
    }
}
