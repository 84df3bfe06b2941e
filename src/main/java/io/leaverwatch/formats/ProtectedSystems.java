package io.leaverwatch.formats;

import io.leaverwatch.domain.Names;
import io.leaverwatch.domain.Policy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The policy's protected systems, found by any spelling. */
final class ProtectedSystems {
    private final List<String> names;
    private final Map<String, Integer> byKey = new HashMap<>();

    ProtectedSystems(Policy policy) {
        names = policy.systemNames();
        for (int i = 0; i < names.size(); i++) {
            byKey.putIfAbsent(Names.systemKey(names.get(i)), i);
            for (String alias : policy.protectedSystems().get(i).aliases()) {
                byKey.putIfAbsent(Names.systemKey(alias), i);
            }
        }
    }

    /** Place in the policy of the system that a name stands for, or -1. */
    int indexOf(String given) {
        return byKey.getOrDefault(Names.systemKey(given), -1);
    }

    /** The policy's spelling. */
    String name(int index) {
        return names.get(index);
    }

    /** How many there are. */
    int count() {
        return names.size();
    }
}
