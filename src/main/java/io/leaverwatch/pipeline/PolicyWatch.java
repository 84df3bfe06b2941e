package io.leaverwatch.pipeline;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.SimpleTimerService;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * Notices that a job goes on under another policy than the one under which its state was made, and then calls on every
 * key. The version is operator state of each operator that has one.
 */
final class PolicyWatch implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Flink's own name for the timers of process functions. */
    static final String TIMERS = "user-timers";

    private final String version;
    private boolean isOther;
    private transient ListState<String> versions;

    /** @param version the present policy's */
    PolicyWatch(String version) {
        this.version = version;
    }

    /** Looks at what was stored; where nothing was, the policy may be another. */
    void restore(OperatorStateStore store, boolean isRestored) throws Exception {
        versions = store.getUnionListState(new ListStateDescriptor<>("policy", Types.STRING));
        boolean isSame = false;
        for (String stored : versions.get()) {
            isSame = stored.equals(version);
        }
        isOther = isRestored && !isSame;
    }

    /** Stores the present policy's version. */
    void store() throws Exception {
        versions.update(List.of(version));
    }

    /** Calls on every key of a function, if the policy is another. */
    void visit(PolicyBound function, KeyedStateBackend<String> keys, InternalTimerService<VoidNamespace> timers)
            throws Exception {
        if (!isOther) {
            return;
        }
        isOther = false;
        Set<String> all = new LinkedHashSet<>();
        for (String state : function.boundStates()) {
            try (Stream<String> found = keys.getKeys(state, VoidNamespace.INSTANCE)) {
                found.forEach(all::add);
            }
        }
        TimerService service = new SimpleTimerService(timers);
        for (String key : all) {
            keys.setCurrentKey(key);
            function.policyChanged(key, service);
        }
    }
}
