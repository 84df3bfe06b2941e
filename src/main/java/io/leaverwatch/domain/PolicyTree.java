package io.leaverwatch.domain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A policy as plain maps, lists, strings, numbers and booleans, in the keys in which policies are written. Two policies
 * that mean the same give the same tree: what is only compared is given as it is compared, what has no order is sorted,
 * and what a default says is written out.
 */
public final class PolicyTree {
    private PolicyTree() {}

    /** Everything but the version, which is the hash of this. */
    public static Map<String, Object> of(Policy policy) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("zone", policy.zone().getId());
        tree.put("protectedSystems", each(policy.protectedSystems(), PolicyTree::system, "name"));
        tree.put("departingTypes", names(policy.departingTypes()));
        tree.put("authority", policy.authority());
        tree.put("grace", duration(policy.graceMillis()));
        tree.put("clockSkew", duration(policy.clockSkewMillis()));
        tree.put("lookback", duration(policy.lookbackMillis()));
        tree.put("coverage", Map.of("gap", duration(policy.coverageGapMillis())));
        tree.put(
                "exemptions",
                policy.exemptions().stream().map(PolicyTree::exemption).toList());
        tree.put("rules", each(policy.rules(), PolicyTree::rule, "id"));
        return tree;
    }

    private static Map<String, Object> system(ProtectedSystem system) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", system.name());
        putUnlessEmpty(
                tree,
                "aliases",
                system.aliases().stream()
                        .map(Names::systemKey)
                        .distinct()
                        .sorted()
                        .toList());
        if (system.dataClass() != null) {
            tree.put("dataClass", system.dataClass());
        }
        return tree;
    }

    private static Map<String, Object> exemption(Exemption exemption) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (exemption.memberId() != null) {
            tree.put("memberId", Names.key(exemption.memberId()));
        }
        if (exemption.credentialId() != null) {
            tree.put("credentialId", Names.key(exemption.credentialId()));
        }
        putUnlessEmpty(tree, "systems", exemption.systems().stream().sorted().toList());
        if (exemption.from() != Long.MIN_VALUE) {
            tree.put("from", IsoTime.of(exemption.from()));
        }
        tree.put("until", IsoTime.of(exemption.until()));
        tree.put("reason", exemption.reason());
        if (exemption.approvedBy() != null) {
            tree.put("approvedBy", exemption.approvedBy());
        }
        return tree;
    }

    private static Map<String, Object> rule(Rule rule) {
        boolean isBefore = rule.phase() == Rule.Phase.BEFORE;
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", rule.id());
        tree.put("enabled", rule.enabled());
        tree.put(
                "severity",
                rule.severity() == null ? "byAction" : rule.severity().name());
        tree.put("phase", isBefore ? "before" : "after");
        putUnlessEmpty(tree, "over", filter(rule.over()));
        if (!isBefore) {
            tree.put("contiguous", rule.contiguous());
            tree.put("once", rule.once());
            tree.put("overlapping", rule.overlapping());
        }
        if (rule.windowMillis() != 0) {
            tree.put("window", duration(rule.windowMillis()));
        }
        if (rule.records() != 0) {
            tree.put("records", rule.records());
        }
        tree.put("sequence", rule.steps().stream().map(PolicyTree::step).toList());
        tree.put("attack", rule.attack());
        return tree;
    }

    private static Map<String, Object> step(Step step) {
        Map<String, Object> tree = filter(step.filter());
        if (step.otherSystem()) {
            tree.put("system", "other");
        }
        tree.put("times", step.times());
        return tree;
    }

    private static Map<String, Object> filter(AccessFilter filter) {
        Map<String, Object> tree = new LinkedHashMap<>();
        putUnlessEmpty(tree, "outcome", names(filter.outcomes()));
        putUnlessEmpty(tree, "action", filter.actions().stream().sorted().toList());
        putUnlessEmpty(tree, "system", filter.systems().stream().sorted().toList());
        return tree;
    }

    private static <T> List<Map<String, Object>> each(
            List<T> all, Function<T, Map<String, Object>> tree, String sortedBy) {
        List<Map<String, Object>> trees = new ArrayList<>();
        all.forEach(one -> trees.add(tree.apply(one)));
        trees.sort(Comparator.comparing(one -> (String) one.get(sortedBy)));
        return trees;
    }

    private static List<String> names(Collection<? extends Enum<?>> words) {
        return words.stream()
                .sorted(Comparator.comparingInt(Enum::ordinal))
                .map(Enum::name)
                .toList();
    }

    private static void putUnlessEmpty(Map<String, Object> tree, String key, Collection<?> values) {
        if (!values.isEmpty()) {
            tree.put(key, values);
        }
    }

    private static void putUnlessEmpty(Map<String, Object> tree, String key, Map<?, ?> values) {
        if (!values.isEmpty()) {
            tree.put(key, values);
        }
    }

    private static String duration(long millis) {
        Duration duration = Duration.ofMillis(millis);
        boolean isDays = millis != 0 && duration.equals(Duration.ofDays(duration.toDays()));
        return isDays ? "P" + duration.toDays() + "D" : duration.toString();
    }
}
