package io.leaverwatch.metrics;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * How much of something an operator holds, kept over a restart. After a change of parallelism the parts are dealt out
 * anew: then a subtask's number says little, and the sum of all is still right.
 */
public final class KeptCount {
    private final ListState<Long> state;
    private long count;

    /**
     * Restores the count, or begins with 0.
     *
     * @param name of its state, which never changes
     */
    public KeptCount(OperatorStateStore store, String name) throws Exception {
        state = store.getListState(new ListStateDescriptor<>(name, Types.LONG));
        for (Long part : state.get()) {
            count += part;
        }
    }

    /** Adds a number, which may be negative. */
    public void add(long number) {
        count += number;
    }

    /** The count now. */
    public long get() {
        return count;
    }

    /** Puts it into a checkpoint. */
    public void snapshot() throws Exception {
        state.update(List.of(count));
    }
}
