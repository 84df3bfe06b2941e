package io.leaverwatch.pipeline;

import java.util.List;
import org.apache.flink.streaming.api.TimerService;

/** A function whose state was made under a policy, and has to be made again when the job goes on under another. */
interface PolicyBound {
    /** The states of which at least one has an entry for each key that the policy matters to. */
    List<String> boundStates();

    /** Orders what is to be done for the current key; called before any input. */
    void policyChanged(String currentKey, TimerService timers) throws Exception;
}
