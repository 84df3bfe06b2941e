package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.Set;

/**
 * Which accesses a rule, or one step of it, looks at. An empty set allows all.
 *
 * @param outcomes allowed outcomes
 * @param actions allowed actions, upper case
 * @param systems allowed systems, in the policy's spelling
 */
public record AccessFilter(Set<Outcome> outcomes, Set<String> actions, Set<String> systems) implements Serializable {

    /** Every access. */
    public static final AccessFilter ALL = new AccessFilter(Set.of(), Set.of(), Set.of());

    /** Whether the access is one of those looked at. */
    public boolean admits(AccessEvent access) {
        return (outcomes.isEmpty() || outcomes.contains(access.outcome()))
                && (actions.isEmpty() || actions.contains(access.action()))
                && (systems.isEmpty() || systems.contains(access.system()));
    }
}
