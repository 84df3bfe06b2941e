package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.CredentialView;
import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.Names;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.ProtectedSystem;
import io.leaverwatch.domain.Sighting;
import io.leaverwatch.domain.SightingGatherer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;

/** Part of the join's state: what a credential contributes to the records of departures, by case. */
public final class SightingStates {
    private final MapState<String, SightingState> states;
    private final MapState<String, InDoubt> doubts;
    private final MapState<String, Seen> newDoubts;
    private final Policy policy;
    /** By the spelling under which an access was stored; empty where the policy protects it no more. */
    private final Map<String, Optional<String>> systems = new HashMap<>();

    SightingStates(RuntimeContext context, Policy policy) {
        this.policy = policy;
        states = context.getMapState(
                new MapStateDescriptor<>("sightings", Types.STRING, TypeInformation.of(SightingState.class)));
        doubts = context.getMapState(
                new MapStateDescriptor<>("in-doubt", Types.STRING, TypeInformation.of(InDoubt.class)));
        newDoubts = context.getMapState(
                new MapStateDescriptor<>("in-doubt-new", Types.STRING, TypeInformation.of(Seen.class)));
    }

    /**
     * State: a credential's contribution to a departure's record, but for what is in doubt.
     *
     * @param sighting as it now is
     * @param isSent whether it was sent as it now is
     */
    public record SightingState(Sighting sighting, boolean isSent) {}

    /**
     * State: what is in doubt of it. There may be many: what comes gathers beside them, by case and access, until it is sent.
     *
     * @param accesses one or more, in order, as sent
     */
    public record InDoubt(List<Seen> accesses) {}

    /** Says whether an access is remembered. */
    interface Remembering {
        boolean has(String eventId) throws Exception;
    }

    /** Adds an access; says whether that leaves something to send. */
    boolean see(CredentialView view, AccessEvent access) throws Exception {
        Seen seen = Seen.of(access);
        Map<String, SightingGatherer> current = new HashMap<>();
        for (Map.Entry<String, SightingState> entry : states.entries()) {
            current.put(entry.getKey(), new SightingGatherer(entry.getValue().sighting()));
        }
        List<String> changed = view.see(seen, current);
        for (String caseKey : changed) {
            Sighting now = current.get(caseKey).sighting();
            states.put(caseKey, new SightingState(now.withoutDoubts(), false));
            if (!now.inDoubt().isEmpty()) {
                newDoubts.put(Names.join(caseKey, seen.eventId()), seen);
            }
        }
        return !changed.isEmpty();
    }

    /** The accesses that are named and that the look-back has no more: nothing else is known of them. */
    List<Seen> named(Remembering lookback) throws Exception {
        List<Seen> named = new ArrayList<>();
        for (SightingState state : states.values()) {
            addForgotten(state.sighting().named(), lookback, named);
        }
        for (InDoubt doubt : doubts.values()) {
            addForgotten(doubt.accesses(), lookback, named);
        }
        addForgotten(newDoubts.values(), lookback, named);
        return named;
    }

    private void addForgotten(Iterable<Seen> all, Remembering lookback, List<Seen> forgotten) throws Exception {
        for (Seen seen : all) {
            Optional<String> system = systems.computeIfAbsent(
                    seen.system(), name -> policy.protectedSystem(name).map(ProtectedSystem::name));
            if (system.isPresent() && !lookback.has(seen.eventId())) {
                forgotten.add(seen.inSystem(system.get()));
            }
        }
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
            states.put(entry.getKey(), new SightingState(entry.getValue(), true));
            Sighting whole = entry.getValue().with(takeNew(entry.getKey()));
            out.collect(CaseChange.put(entry.getKey(), credentialKey, whole));
        }
    }

    /** What is in doubt of a case, with what is new, which is so no longer. */
    private List<Seen> takeNew(String caseKey) throws Exception {
        String beginning = Names.joinedWith(caseKey);
        Map<String, Seen> taken = new HashMap<>();
        for (Map.Entry<String, Seen> entry : newDoubts.entries()) {
            if (entry.getKey().startsWith(beginning)) {
                taken.put(entry.getKey(), entry.getValue());
            }
        }
        if (taken.isEmpty()) {
            return doubts(caseKey);
        }
        for (String name : taken.keySet()) {
            newDoubts.remove(name);
        }
        TreeSet<Seen> all = new TreeSet<>(doubts(caseKey));
        all.addAll(taken.values());
        doubts.put(caseKey, new InDoubt(List.copyOf(all)));
        return List.copyOf(all);
    }

    private List<Seen> doubts(String caseKey) throws Exception {
        InDoubt known = doubts.get(caseKey);
        return known == null ? List.of() : known.accesses();
    }

    /** Replaces all, and sends the difference to what was sent. */
    void replace(String credentialKey, Map<String, SightingGatherer> seen, Collector<CaseChange> out) throws Exception {
        List<String> gone = new ArrayList<>();
        for (String caseKey : states.keys()) {
            if (!seen.containsKey(caseKey)) {
                gone.add(caseKey);
            }
        }
        for (String caseKey : gone) {
            states.remove(caseKey);
            doubts.remove(caseKey);
            out.collect(CaseChange.removeSighting(caseKey, credentialKey));
        }
        newDoubts.clear();
        for (Map.Entry<String, SightingGatherer> entry : seen.entrySet()) {
            replace(credentialKey, entry.getKey(), entry.getValue().sighting(), out);
        }
    }

    /** Forgets what the credential contributed. */
    void clear() {
        states.clear();
        doubts.clear();
        newDoubts.clear();
    }

    private void replace(String credentialKey, String caseKey, Sighting now, Collector<CaseChange> out)
            throws Exception {
        SightingState before = states.get(caseKey);
        boolean isSame = before != null
                && before.isSent()
                && before.sighting().equals(now.withoutDoubts())
                && doubts(caseKey).equals(now.inDoubt());
        if (isSame) {
            return;
        }
        states.put(caseKey, new SightingState(now.withoutDoubts(), true));
        if (now.inDoubt().isEmpty()) {
            doubts.remove(caseKey);
        } else {
            doubts.put(caseKey, new InDoubt(now.inDoubt()));
        }
        // Of a member's own id, mostly, there is nothing to hear.
        if (before != null || !now.isNothing()) {
            out.collect(CaseChange.put(caseKey, credentialKey, now));
        }
    }
}
