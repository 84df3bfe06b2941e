package io.leaverwatch.config;

import io.leaverwatch.domain.Names;
import io.leaverwatch.domain.ProtectedSystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The protected systems of a policy, and what other parts of it call them.
 *
 * @param all in the order of their declaration
 */
record SystemNames(List<ProtectedSystem> all) {
    /** The keys of a protected system. */
    static final List<String> KEYS = List.of("name", "aliases", "dataClass");

    /** The value of {@code protectedSystems}. */
    static SystemNames read(Setting setting) {
        Map<String, String> ownerByKey = new HashMap<>();
        List<ProtectedSystem> systems =
                setting.items().stream().map(item -> system(item, ownerByKey)).toList();
        if (systems.isEmpty()) {
            throw setting.wrong("at least one system");
        }
        return new SystemNames(systems);
    }

    private static ProtectedSystem system(Setting item, Map<String, String> ownerByKey) {
        Map<String, Setting> entries = item.entries(KEYS);
        Setting nameSetting = item.required(entries, "name", "the system's name as alerts show it");
        String name = nameSetting.words("the system's name as alerts show it");
        if (ownerByKey.containsKey(Names.systemKey(name))) {
            throw taken(nameSetting, ownerByKey.get(Names.systemKey(name)));
        }
        ownerByKey.put(Names.systemKey(name), name);
        Map<String, String> aliasByKey = new LinkedHashMap<>();
        if (entries.containsKey("aliases")) {
            for (Setting aliasSetting : entries.get("aliases").items()) {
                String alias = aliasSetting.words("another spelling of the system's name");
                String owner = ownerByKey.putIfAbsent(Names.systemKey(alias), name);
                if (owner == null) {
                    aliasByKey.put(Names.systemKey(alias), alias);
                } else if (!owner.equals(name)) { // a spelling of its own given twice does no harm
                    throw taken(aliasSetting, owner);
                }
            }
        }
        Setting dataClass = entries.get("dataClass");
        return new ProtectedSystem(
                name,
                List.copyOf(aliasByKey.values()),
                dataClass == null ? null : dataClass.text("what the system holds"));
    }

    private static UsageError taken(Setting setting, String owner) {
        return setting.wrong("a name or alias that no other system has; '" + owner + "' has this one");
    }

    /** The policy's spellings of the systems that one name or a list of names stands for; empty for all of them. */
    Set<String> spellings(Setting setting) {
        List<String> names = all.stream().map(ProtectedSystem::name).toList();
        String allowed = "protected systems (" + String.join(", ", names) + ") or their aliases";
        Set<String> spellings = new TreeSet<>();
        for (Setting item : setting.itemsOrOne(allowed)) {
            spellings.add(spelling(item, allowed));
        }
        return spellings.size() == all.size() ? Set.of() : spellings;
    }

    private String spelling(Setting item, String allowed) {
        String given = item.words(allowed);
        List<String> known = new ArrayList<>();
        for (ProtectedSystem system : all) {
            List<String> spellings = new ArrayList<>(system.aliases());
            spellings.add(system.name());
            if (spellings.stream().anyMatch(s -> Names.systemKey(s).equals(Names.systemKey(given)))) {
                return system.name();
            }
            known.addAll(spellings);
        }
        throw item.wrong(allowed, Suggestion.of(given, known));
    }
}
