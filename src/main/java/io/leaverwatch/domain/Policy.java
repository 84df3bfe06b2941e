package io.leaverwatch.domain;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the user decided; the defaults are those of default-policy.yaml.
 *
 * @param zone in which a time without an offset and a date alone are read
 * @param protectedSystems at least one
 * @param departingTypes the membership types that depart
 * @param authority names of feeds, highest first, as compared; empty: every feed may reinstate
 * @param graceMillis how long after a departure's start an access is no breach yet
 * @param clockSkewMillis how near to a departure's boundary an access is in doubt
 * @param lookbackMillis live: how long a protected access is remembered
 * @param coverageGapMillis the shortest silence of a source that coverage names, exclusive
 * @param exemptions the first that allows an access gives the reason
 * @param rules in the order of their declaration
 * @param version hash of the effective policy, hex
 */
public record Policy(
        ZoneId zone,
        List<ProtectedSystem> protectedSystems,
        Set<MembershipType> departingTypes,
        List<String> authority,
        long graceMillis,
        long clockSkewMillis,
        long lookbackMillis,
        long coverageGapMillis,
        List<Exemption> exemptions,
        List<Rule> rules,
        String version)
        implements Serializable {

    /** The protected system that a name or alias stands for, if any. */
    public Optional<ProtectedSystem> protectedSystem(String given) {
        String key = Names.systemKey(given);
        return protectedSystems.stream()
                .filter(s -> Names.systemKey(s.name()).equals(key)
                        || s.aliases().stream().anyMatch(a -> Names.systemKey(a).equals(key)))
                .findFirst();
    }

    /** The names of the protected systems, in order. */
    public List<String> systemNames() {
        return protectedSystems.stream().map(ProtectedSystem::name).toList();
    }

    /** Rank of a feed, 0 the highest; feeds not listed, and none, share the lowest. */
    public int rank(String source) {
        int place = source == null ? -1 : authority.indexOf(Names.key(source));
        return place < 0 ? authority.size() : place;
    }

    /** The rules that are applied, in order. */
    public List<Rule> enabledRules() {
        return rules.stream().filter(Rule::enabled).toList();
    }

    /** Whether this type ends a member's rights under this policy. */
    public boolean departs(MembershipType type) {
        return departingTypes.contains(type);
    }
}
