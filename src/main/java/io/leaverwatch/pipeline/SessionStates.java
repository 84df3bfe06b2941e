package io.leaverwatch.pipeline;

import io.leaverwatch.types.TextSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** Part of the join's state: when each session of a credential was first seen in a protected system. */
final class SessionStates {
    private final MapState<String, Long> firsts;

    SessionStates(RuntimeContext context) {
        firsts = context.getMapState(new MapStateDescriptor<>("sessions", TextSerializer.TYPE, Types.LONG));
    }

    /** Adds an access at a time (epoch millis); gives the session's first before that, null where there was none. */
    Long see(String sessionId, long occurredAt) throws Exception {
        Long before = firsts.get(sessionId);
        if (before == null || occurredAt < before) {
            firsts.put(sessionId, occurredAt);
        }
        return before;
    }

    /** Takes an access back; where it was a session's first, that has to be found out again. */
    void takeBack(String sessionId, long occurredAt) throws Exception {
        Long first = firsts.get(sessionId);
        if (first != null && first == occurredAt) {
            firsts.remove(sessionId);
        }
    }

    /**
     * Replaces all by what the look-back has, to which it adds what it has no more.
     *
     * @param seen sessionId → first access in the look-back
     * @param oldest the oldest access in the look-back: only what is older was forgotten
     */
    void replace(Map<String, Long> seen, long oldest) throws Exception {
        for (Map.Entry<String, Long> entry : firsts.entries()) {
            if (entry.getValue() < oldest) {
                seen.merge(entry.getKey(), entry.getValue(), Math::min);
            }
        }
        firsts.clear();
        if (!seen.isEmpty()) { // else an empty map would be kept for good
            firsts.putAll(seen);
        }
    }

    /** Forgets those whose first access left the look-back a whole look-back ago; says whether some are left. */
    boolean forgetOld(LookbackHorizon horizon) throws Exception {
        List<String> old = new ArrayList<>();
        boolean isSomeLeft = false;
        for (Map.Entry<String, Long> entry : firsts.entries()) {
            if (horizon.isLongForgotten(entry.getValue())) {
                old.add(entry.getKey());
            } else {
                isSomeLeft = true;
            }
        }
        for (String sessionId : old) {
            firsts.remove(sessionId);
        }
        return isSomeLeft;
    }

    void clear() {
        firsts.clear();
    }
}
