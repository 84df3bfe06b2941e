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

    /** So few of the others take a look at their names; more places would no longer lie in a fast cache. */
    private static final int PLACES_FOR_EACH = 64;

    private static final int FEWEST_PLACES = 1 << 15;
    private static final int MOST_PLACES = 1 << 24;

    private final ValueState<Boolean> state;
    private final Set<String> keys = new HashSet<>();
    /** A place for each hash code: spares nearly all others a look at their name. */
    private BitSet maybe = new BitSet(FEWEST_PLACES);

    private int places = FEWEST_PLACES;

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
        if (places < MOST_PLACES && keys.size() > places / PLACES_FOR_EACH) {
            places *= 2;
            maybe = new BitSet(places);
            keys.forEach(this::mark);
        } else {
            mark(key);
        }
    }

    private void mark(String key) {
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

    private int place(int hash) {
        return (hash ^ (hash >>> 12)) & (places - 1);
    }
}
