package io.leaverwatch.pipeline;

import org.apache.flink.streaming.api.TimerService;

/** A function whose state was made under a policy, and has to be made again when the job goes on under another. */
interface PolicyBound {
    /** The state that has an entry for each key that the policy matters to. */
    String boundState();

    /** Orders what is to be done for the current key; called before any input. */
    void policyChanged(TimerService timers) throws Exception;
}
