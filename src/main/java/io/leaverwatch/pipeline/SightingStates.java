package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.CredentialView;
import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.ProtectedSystem;
import io.leaverwatch.domain.Sighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;

/** Part of the join's state: what a credential contributes to the records of departures, by case. */
public final class SightingStates {
    private final MapState<String, SightingState> states;

    private final Policy policy;
    /** By the spelling under which an access was stored; empty where the policy protects it no more. */
    private final Map<String, Optional<String>> systems = new HashMap<>();

    SightingStates(RuntimeContext context, Policy policy) {
        this.policy = policy;
        states = context.getMapState(
                new MapStateDescriptor<>("sightings", Types.STRING, TypeInformation.of(SightingState.class)));
    }

    /**
     * State: a credential's contribution to a departure's record.
     *
     * @param sighting as it now is
     * @param isSent whether it was sent as it now is
     */
    public record SightingState(Sighting sighting, boolean isSent) {}

    /** Adds an access; says whether that leaves something to send. */
    boolean see(CredentialView view, AccessEvent access) throws Exception {
        Map<String, Sighting> current = new HashMap<>();
        for (Map.Entry<String, SightingState> entry : states.entries()) {
            current.put(entry.getKey(), entry.getValue().sighting());
        }
        List<String> changed = view.see(Seen.of(access), current);
        for (String caseKey : changed) {
            states.put(caseKey, new SightingState(current.get(caseKey), false));
        }
        return !changed.isEmpty();
    }

    /** The accesses that are named and that the look-back has no more: nothing else is known of them. */
    List<Seen> named(Remembering lookback) throws Exception {
        List<Seen> named = new ArrayList<>();
        for (SightingState state : states.values()) {
            for (Seen seen : state.sighting().named()) {
                Optional<String> system = systems.computeIfAbsent(
                        seen.system(), name -> policy.protectedSystem(name).map(ProtectedSystem::name));
                if (system.isPresent() && !lookback.has(seen.eventId())) {
                    named.add(seen.inSystem(system.get()));
                }
            }
        }
        return named;
    }

    /** Says whether an access is remembered. */
    interface Remembering {
        boolean has(String eventId) throws Exception;
    }

    /** Sends those that changed since they were sent. */
    void send(String credentialKey, Collector<CaseChange> out) throws Exception {
        Map<String, Sighting> unsent = new HashMap<>();
        for (Map.Entry<String, SightingState> entry : states.entries()) {
            if (!entry.getValue().isSent()) {
                unsent.put(entry.getKey(), entry.getValue().sighting());
            }
        }
        for (Map.Entry<String, Sighting> entry : unsent.entrySet()) {
            put(credentialKey, entry.getKey(), entry.getValue(), out);
        }
    }

    /** Replaces all, and sends the difference to what was sent. */
    void replace(String credentialKey, Map<String, Sighting> seen, Collector<CaseChange> out) throws Exception {
        List<String> gone = new ArrayList<>();
        for (String caseKey : states.keys()) {
            if (!seen.containsKey(caseKey)) {
                gone.add(caseKey);
            }
        }
        for (String caseKey : gone) {
            states.remove(caseKey);
            out.collect(CaseChange.removeSighting(caseKey, credentialKey));
        }
        for (Map.Entry<String, Sighting> entry : seen.entrySet()) {
            SightingState before = states.get(entry.getKey());
            if (before == null && entry.getValue().isNothing()) {
                // A member's own id, mostly: the case need not hear of it.
                states.put(entry.getKey(), new SightingState(entry.getValue(), true));
            } else if (before == null || !before.isSent() || !before.sighting().equals(entry.getValue())) {
                put(credentialKey, entry.getKey(), entry.getValue(), out);
            }
        }
    }

    private void put(String credentialKey, String caseKey, Sighting sighting, Collector<CaseChange> out)
            throws Exception {
        states.put(caseKey, new SightingState(sighting, true));
        out.collect(CaseChange.put(caseKey, credentialKey, sighting));
    }
}
