package io.leaverwatch.config;

import io.leaverwatch.domain.AccessFilter;
import io.leaverwatch.domain.Names;
import io.leaverwatch.domain.Outcome;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which accesses a rule or a step of it looks at.
 *
 * @param systems those that a filter may name
 */
record FilterReader(SystemNames systems) {
    /** The keys of a filter. */
    static final List<String> KEYS = List.of("outcome", "action", "system");

    /** The filter of a mapping's entries; entries with other keys are left alone. */
    AccessFilter read(Map<String, Setting> entries) {
        return new AccessFilter(
                entries.containsKey("outcome") ? outcomes(entries.get("outcome")) : Set.of(),
                entries.containsKey("action") ? actions(entries.get("action")) : Set.of(),
                entries.containsKey("system") ? systems.spellings(entries.get("system")) : Set.of());
    }

    /**
     * What both filters admit.
     *
     * @param entries those that the second was read from, for the error where nothing is left
     */
    static AccessFilter both(AccessFilter first, AccessFilter second, Map<String, Setting> entries) {
        return new AccessFilter(
                common(first.outcomes(), second.outcomes(), entries.get("outcome")),
                common(first.actions(), second.actions(), entries.get("action")),
                common(first.systems(), second.systems(), entries.get("system")));
    }

    private static <T> Set<T> common(Set<T> first, Set<T> second, Setting setting) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        Set<T> common = new TreeSet<>(first);
        common.retainAll(second);
        if (common.isEmpty()) {
            throw setting.refused("has nothing in common with over, so that the rule could never match");
        }
        return common;
    }

    private static Set<Outcome> outcomes(Setting setting) {
        Map<String, Outcome> allowed = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            allowed.put(outcome.name(), outcome);
        }
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        setting.itemsOrOne("one or several of " + String.join(", ", allowed.keySet()))
                .forEach(item -> outcomes.add(item.oneOf(allowed)));
        return outcomes.size() == allowed.size() ? Set.of() : outcomes;
    }

    private static Set<String> actions(Setting setting) {
        String allowed = "an action such as EXPORT, or a list of actions";
        Set<String> actions = new TreeSet<>();
        setting.itemsOrOne(allowed)
                .forEach(item -> actions.add(Names.trim(item.words(allowed)).toUpperCase(Locale.ROOT)));
        return actions;
    }
}
