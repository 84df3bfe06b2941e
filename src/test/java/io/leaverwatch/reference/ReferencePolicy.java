package io.leaverwatch.reference;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All values of a policy; each starts as the documented default and may be set. Durations and lists are never null. */
public final class ReferencePolicy {

    /** The ids of the six default rules, in the documented order. */
    public static final List<String> RULE_IDS = List.of(
            "post-departure-access",
            "post-departure-attempt",
            "post-departure-burst",
            "denied-then-success",
            "cross-system",
            "pre-departure-harvest");

    /** The types that may depart, in the documented order. */
    public static final List<String> DEPARTING_TYPES = List.of("RESIGNED", "EXPELLED", "LAPSED", "SUSPENDED");

    /** What a time without an offset and a date alone are read in. */
    public ZoneId zone = ZoneId.of("Europe/London");

    /** Replaces the default list. */
    public List<ProtectedSystem> protectedSystems = List.of(
            new ProtectedSystem("Contact Creator", List.of("contact-creator"), "special category: political opinions"),
            new ProtectedSystem("Organise", List.of(), null));

    /** Upper case. */
    public List<String> departingTypes = DEPARTING_TYPES;

    /** Sources, highest first; empty where every source may reinstate. */
    public List<String> authority = List.of();

    /** From a departure's start until an access is a breach. */
    public Duration grace = Duration.ZERO;

    /** How near to a boundary is NEAR_BOUNDARY. */
    public Duration clockSkew = Duration.ofMinutes(2);

    /** Live only; the model judges without limit. */
    public Duration lookback = Duration.ofDays(35);

    /** The longest silence of a source that coverage does not name. */
    public Duration coverageGap = Duration.ofHours(6);

    /** Accesses allowed by decision; the first that applies gives the reason. */
    public List<Exemption> exemptions = List.of();

    /** One for each id of {@link #RULE_IDS}. */
    public final Map<String, Rule> rules = new TreeMap<>();

    /** Rules of the user's own, behind the default ones. */
    public List<ReferenceOwnRule> ownRules = List.of();

    /** The documented defaults. */
    public ReferencePolicy() {
        for (String id : RULE_IDS) {
            rules.put(id, new Rule());
        }
        rule("post-departure-burst").count = 20;
        rule("post-departure-burst").window = Duration.ofMinutes(10);
        rule("denied-then-success").denials = 3;
        rule("denied-then-success").window = Duration.ofMinutes(15);
        rule("cross-system").window = Duration.ofMinutes(30);
        rule("pre-departure-harvest").records = 10_000L;
        rule("pre-departure-harvest").window = Duration.ofDays(14);
    }

    /** The settings of a default rule. */
    public Rule rule(String id) {
        return rules.get(id);
    }

    /**
     * The policy file that says this, as JSON, which is YAML too.
     *
     * @param everything false: only what differs from the documented defaults, so that the empty object is the default policy
     */
    public String toJson(boolean everything) {
        return new ReferencePolicyText(this, everything).json();
    }

    /** The spelling of the policy for a system as an event spells it; null where it is not protected. */
    String protectedName(String system) {
        String key = WhiteSpace.systemKey(system);
        for (ProtectedSystem one : protectedSystems) {
            List<String> spellings = new ArrayList<>(one.aliases());
            spellings.add(one.name());
            if (spellings.stream().anyMatch(s -> WhiteSpace.systemKey(s).equals(key))) {
                return one.name();
            }
        }
        return null;
    }

    /** 0 is the highest; a source that is not listed, or none, is the lowest. */
    int rank(String feed) {
        for (int i = 0; i < authority.size(); i++) {
            if (feed != null && WhiteSpace.key(authority.get(i)).equals(WhiteSpace.key(feed))) {
                return i;
            }
        }
        return authority.size();
    }

    /**
     * A protected system.
     *
     * @param name the spelling that output shows
     * @param aliases other spellings; never null
     * @param dataClass free text; null where absent
     */
    public record ProtectedSystem(String name, List<String> aliases, String dataClass) {}

    /**
     * An access allowed by decision.
     *
     * @param memberId null where any member; not null if credentialId is
     * @param credentialId null where any credential
     * @param systems names or aliases; null where all
     * @param from a time or a date (its start) as the policy file writes it; null where open
     * @param until a time or a date (its end) as the policy file writes it
     * @param reason never null
     * @param approvedBy null where absent
     */
    public record Exemption(
            String memberId,
            String credentialId,
            List<String> systems,
            String from,
            String until,
            String reason,
            String approvedBy) {}

    /** What can be set on a default rule; null where the rule has no such key. */
    public static final class Rule {
        /** False: the rule gives no alert. */
        public boolean enabled = true;

        /** LOW, MEDIUM, HIGH or CRITICAL; null: the rule's own (for post-departure-access by action). */
        public String severity;

        /** post-departure-burst: breaches. */
        public Integer count;

        /** Every rule over several accesses. */
        public Duration window;

        /** denied-then-success: DENIED breaches. */
        public Integer denials;

        /** pre-departure-harvest: the sum of recordsAffected. */
        public Long records;
    }
}
