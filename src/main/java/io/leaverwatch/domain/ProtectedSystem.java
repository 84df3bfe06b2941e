package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.List;

/**
 * A system whose accesses are watched.
 *
 * @param name the spelling that output shows
 * @param aliases other spellings; compared, like the name, by {@link Names#systemKey}
 * @param dataClass what it holds, as alerts show it; null where not given
 */
public record ProtectedSystem(String name, List<String> aliases, String dataClass) implements Serializable {}
