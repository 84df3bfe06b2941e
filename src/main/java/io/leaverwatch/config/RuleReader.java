package io.leaverwatch.config;

import io.leaverwatch.domain.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of a policy: the default ones, changed where the user says so, and the user's own. */
final class RuleReader {
    private static final List<String> ALWAYS_TUNABLE = List.of("id", "enabled", "severity");
    private static final List<String> TUNABLE_WHERE_NAMED = List.of("count", "window", "denials", "records");

    private final FilterReader filters;

    /** @param systems those that a rule may name */
    RuleReader(SystemNames systems) {
        this.filters = new FilterReader(systems);
    }

    /**
     * The rules, default ones first.
     *
     * @param defaults the value of {@code rules} in the default policy, where every entry declares a rule
     * @param given the value of {@code rules} in the user's policy
     */
    List<Rule> read(Setting defaults, Optional<Setting> given) {
        Map<String, Map<String, Setting>> declared = new LinkedHashMap<>();
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (Setting item : defaults.items()) {
            Map<String, Setting> entries = item.entries(RuleDeclaration.KEYS);
            String id = RuleDeclaration.id(item, entries);
            declared.put(id, entries);
            rules.put(id, new RuleDeclaration(item, entries, filters).rule());
        }
        Set<String> seen = new HashSet<>();
        for (Setting item : given.map(Setting::items).orElse(List.of())) {
            Map<String, Setting> entries = item.entries(RuleDeclaration.KEYS);
            String id = RuleDeclaration.id(item, entries);
            if (!seen.add(id)) {
                throw entries.get("id").wrong("each rule once");
            }
            if (declared.containsKey(id)) {
                entries = changed(declared.get(id), entries);
            } else {
                refuseMisspelt(id, entries, declared.keySet());
            }
            rules.put(id, new RuleDeclaration(item, entries, filters).rule());
        }
        return List.copyOf(rules.values());
    }

    /** A rule of one's own says more than what can be changed in a default one. */
    private static void refuseMisspelt(String id, Map<String, Setting> entries, Set<String> defaults) {
        boolean isChange = entries.keySet().stream()
                .allMatch(key -> ALWAYS_TUNABLE.contains(key) || TUNABLE_WHERE_NAMED.contains(key));
        String meant = isChange ? Suggestion.of(id, defaults) : "";
        if (!meant.isEmpty()) {
            throw entries.get("id")
                    .wrong(
                            String.join(", ", defaults) + ", or the id of a rule of your own with all that it needs",
                            meant);
        }
    }

    private static Map<String, Setting> changed(Map<String, Setting> base, Map<String, Setting> changes) {
        List<String> tunable = new ArrayList<>(ALWAYS_TUNABLE);
        TUNABLE_WHERE_NAMED.stream().filter(base::containsKey).forEach(tunable::add);
        changes.forEach((key, value) -> {
            if (!tunable.contains(key)) {
                throw value.refused("cannot be changed in this default rule; allowed: " + String.join(", ", tunable)
                        + ", or a rule with an id of its own");
            }
        });
        Map<String, Setting> changed = new LinkedHashMap<>(base);
        changed.putAll(changes);
        return changed;
    }
}
