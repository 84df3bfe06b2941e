package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Names;
import io.leaverwatch.formats.AccessReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Part of a case file's state: its facts, by access. */
final class FactStates {
    private final MapState<String, Fact> facts;

    FactStates(RuntimeContext context) {
        facts = context.getMapState(new MapStateDescriptor<>("facts", Types.STRING, TypeInformation.of(Fact.class)));
    }

    /** The fact of an access; null where there is none. */
    Fact get(String accessKey) throws Exception {
        return facts.get(accessKey);
    }

    void put(String accessKey, Fact fact) throws Exception {
        facts.put(accessKey, fact);
    }

    /** Removes the fact of an access; says whether there was one. */
    boolean remove(String accessKey) throws Exception {
        boolean was = facts.contains(accessKey);
        facts.remove(accessKey);
        return was;
    }

    /** Removes those of a credential; says whether there were any. */
    boolean removeOf(String credentialKey) throws Exception {
        List<String> gone = new ArrayList<>();
        String beginning = Names.joinedWith(credentialKey);
        for (String accessKey : facts.keys()) {
            if (accessKey.startsWith(beginning)) {
                gone.add(accessKey);
            }
        }
        for (String accessKey : gone) {
            facts.remove(accessKey);
        }
        return !gone.isEmpty();
    }

    /** Those that concern a departure, in order. */
    List<Fact> sorted(Departure departure, long graceMillis) throws Exception {
        List<Fact> sorted = new ArrayList<>();
        for (Fact fact : facts.values()) {
            // What is outside is on its way out; or its look-back is over and nobody will remove it.
            if (!fact.isBreach() || departure.covers(fact.access().occurredAt(), graceMillis)) {
                sorted.add(fact);
            }
        }
        sorted.sort(null);
        return sorted;
    }

    /** Asks of each access again which system it names, as the join does of those that it remembers. */
    void readAgain(AccessReader reader) throws Exception {
        Map<String, Fact> renamed = new HashMap<>();
        List<String> gone = new ArrayList<>();
        for (Map.Entry<String, Fact> entry : facts.entries()) {
            AccessEvent access = entry.getValue().access();
            String now = reader.system(access);
            if (now == null) {
                gone.add(entry.getKey());
            } else if (!now.equals(access.system())) {
                renamed.put(entry.getKey(), entry.getValue().inSystem(now));
            }
        }
        for (String accessKey : gone) {
            facts.remove(accessKey);
        }
        if (!renamed.isEmpty()) { // else an empty map would be kept for good
            facts.putAll(renamed);
        }
    }

    boolean isEmpty() throws Exception {
        return facts.isEmpty();
    }

    void clear() {
        facts.clear();
    }
}
