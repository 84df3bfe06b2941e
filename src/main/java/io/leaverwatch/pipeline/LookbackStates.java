package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.formats.AccessReader;
import io.leaverwatch.metrics.KeptCount;
import io.leaverwatch.types.TextSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;

/** Part of the join's state: a credential's remembered accesses, by eventId. */
final class LookbackStates {
    /** The name of the state. */
    static final String STATE = "look-back";

    private final MapState<String, Remembered> accesses;
    private final KeptCount count;

    /** @param count how many all credentials have together */
    LookbackStates(RuntimeContext context, KeptCount count) {
        this.accesses = context.getMapState(
                new MapStateDescriptor<>(STATE, TextSerializer.INSTANCE, RememberedSerializer.INSTANCE));
        this.count = count;
    }

    /** The access of that id; null where none is remembered. */
    Remembered get(String eventId) throws Exception {
        return accesses.get(eventId);
    }

    boolean has(String eventId) throws Exception {
        return accesses.contains(eventId);
    }

    Iterable<Map.Entry<String, Remembered>> entries() throws Exception {
        return accesses.entries();
    }

    /** Adds one more. */
    void add(String eventId, Remembered access) throws Exception {
        put(eventId, access);
        count.add(1);
    }

    /** Puts another in the place of one. */
    void put(String eventId, Remembered access) throws Exception {
        accesses.put(eventId, access);
    }

    /** Puts others in the place of some. */
    void replace(Map<String, Remembered> others) throws Exception {
        if (!others.isEmpty()) { // else an empty map would be kept for good
            accesses.putAll(others);
        }
    }

    /** Asks of each access again which system it names: the policy may be another than the one that it was read by. */
    void readAgain(String credentialKey, AccessReader reader) throws Exception {
        Map<String, Remembered> changed = new HashMap<>();
        for (Map.Entry<String, Remembered> entry : accesses.entries()) {
            AccessEvent before = entry.getValue().access(entry.getKey(), credentialKey);
            AccessEvent now = before.inSystem(reader.system(before));
            if (!now.equals(before)) {
                changed.put(entry.getKey(), entry.getValue().with(now));
            }
        }
        replace(changed);
    }

    /** Forgets what has left the look-back; says whether some are left. */
    boolean forgetOld(LookbackHorizon horizon) throws Exception {
        List<String> old = new ArrayList<>();
        boolean isSomeLeft = false;
        for (Map.Entry<String, Remembered> entry : accesses.entries()) {
            if (horizon.isRemembered(entry.getValue().occurredAt())) {
                isSomeLeft = true;
            } else {
                old.add(entry.getKey());
            }
        }
        for (String eventId : old) {
            accesses.remove(eventId);
        }
        count.add(-old.size());
        return isSomeLeft;
    }

    void clear() {
        accesses.clear();
    }
}
