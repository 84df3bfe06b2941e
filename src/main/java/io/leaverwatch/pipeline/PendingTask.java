package io.leaverwatch.pipeline;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/** Part of the join's state: what the next timer of a credential has to do. Ends with the timer. */
final class PendingTask {
    /** Nothing. */
    static final int NONE = 0;
    /** Send what the credential contributes to records. */
    static final int SIGHTINGS = 1;
    /** Judge all remembered accesses again, which includes the former. */
    static final int ALL = 2;

    /** How old a record may be about what was seen. No alert waits for it, and leavers may be seen many times a second. */
    private static final long SIGHTINGS_MILLIS = 5_000;

    private final PipelineMode mode;
    private final ValueState<Integer> state;

    PendingTask(RuntimeContext context, PipelineMode mode) {
        this.mode = mode;
        this.state = context.getState(new ValueStateDescriptor<>("pending", Types.INT));
    }

    /** Orders a task: live after a moment in which more may come, and at the latest when the inputs have ended. */
    void order(int task, TimerService timers) throws Exception {
        int before = get();
        if (before >= task) {
            return;
        }
        state.update(task);
        if (before == NONE) {
            timers.registerEventTimeTimer(Long.MAX_VALUE);
        }
        if (!mode.isReplay()) {
            long now = timers.currentProcessingTime();
            timers.registerProcessingTimeTimer(
                    task == ALL ? now + mode.debounceMillis() : mode.inSteps(now + SIGHTINGS_MILLIS));
        }
    }

    /** What is to be done. */
    int get() throws Exception {
        Integer task = state.value();
        return task == null ? NONE : task;
    }

    /** What is to be done now; it is no longer pending then. */
    int take(TimerService timers) throws Exception {
        int task = get();
        if (task != NONE) {
            state.clear();
            timers.deleteEventTimeTimer(Long.MAX_VALUE);
        }
        return task;
    }
}
