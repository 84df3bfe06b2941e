package io.leaverwatch.pipeline;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * The credentials of a subtask that a departure concerns. What the state says is held in memory too: it is asked of every
 * access, and nearly always says no.
 */
final class ConcernedKeys {
    /** The name of the state. */
    static final String STATE = "concerned";

    private static final int MASK = (1 << 20) - 1;

    private final ValueState<Boolean> state;
    private final Set<String> keys = new HashSet<>();
    /** A place for each hash code, set for good: spares nearly all others a look at their name. */
    private final BitSet maybe = new BitSet(MASK + 1);

    ConcernedKeys(RuntimeContext context) {
        state = context.getState(new ValueStateDescriptor<>(STATE, Types.BOOLEAN));
    }

    /** Takes over what was stored. */
    void restore(KeyedStateBackend<String> backend) {
        try (Stream<String> stored = backend.getKeys(STATE, VoidNamespace.INSTANCE)) {
            stored.forEach(this::hold);
        }
    }

    /** Adds the current key. */
    void add(String currentKey) throws Exception {
        if (!keys.contains(currentKey)) {
            state.update(true);
            hold(currentKey);
        }
    }

    private void hold(String key) {
        keys.add(key);
        maybe.set(place(key.hashCode()));
    }

    /** Removes the current key. */
    void remove(String currentKey) {
        state.clear();
        keys.remove(currentKey);
    }

    boolean contains(String key) {
        return keys.contains(key);
    }

    /** Whether one of them may have this hash code. */
    boolean mayContain(int keyHash) {
        return maybe.get(place(keyHash));
    }

    private static int place(int hash) {
        return (hash ^ (hash >>> 12)) & MASK;
    }
}
