package io.leaverwatch.reference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes a policy as the JSON that src/docs/policy.md describes. */
final class ReferencePolicyText {

    private final ReferencePolicy policy;
    private final ReferencePolicy defaults = new ReferencePolicy();
    private final boolean everything;

    ReferencePolicyText(ReferencePolicy policy, boolean everything) {
        this.policy = policy;
        this.everything = everything;
    }

    String json() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "zone", policy.zone.getId(), defaults.zone.getId());
        if (everything || !policy.protectedSystems.equals(defaults.protectedSystems)) {
            fields.put(
                    "protectedSystems",
                    list(policy.protectedSystems.stream()
                            .map(ReferencePolicyText::system)
                            .toList()));
        }
        putTexts(fields, "departingTypes", policy.departingTypes, defaults.departingTypes);
        putTexts(fields, "authority", policy.authority, defaults.authority);
        put(fields, "grace", policy.grace, defaults.grace);
        put(fields, "clockSkew", policy.clockSkew, defaults.clockSkew);
        put(fields, "lookback", policy.lookback, defaults.lookback);
        if (everything || !policy.coverageGap.equals(defaults.coverageGap)) {
            fields.put("coverage", "{\"gap\":" + quoted(policy.coverageGap.toString()) + "}");
        }
        if (everything || !policy.exemptions.isEmpty()) {
            fields.put(
                    "exemptions",
                    list(policy.exemptions.stream()
                            .map(ReferencePolicyText::exemption)
                            .toList()));
        }
        List<String> rules = new ArrayList<>();
        for (String id : ReferencePolicy.RULE_IDS) {
            Map<String, String> rule = rule(policy.rule(id), defaults.rule(id));
            if (!rule.isEmpty()) {
                Map<String, String> whole = new LinkedHashMap<>();
                whole.put("id", quoted(id));
                whole.putAll(rule);
                rules.add(object(whole));
            }
        }
        policy.ownRules.forEach(rule -> rules.add(new ReferenceOwnRuleText(rule, everything).json()));
        if (!rules.isEmpty()) {
            fields.put("rules", list(rules));
        }
        return object(fields);
    }

    private Map<String, String> rule(ReferencePolicy.Rule rule, ReferencePolicy.Rule standard) {
        Map<String, String> fields = new LinkedHashMap<>();
        putLiteral(fields, "enabled", rule.enabled, standard.enabled);
        put(fields, "severity", rule.severity, standard.severity);
        putLiteral(fields, "count", rule.count, standard.count);
        put(fields, "window", rule.window, standard.window);
        putLiteral(fields, "denials", rule.denials, standard.denials);
        putLiteral(fields, "records", rule.records, standard.records);
        return fields;
    }

    private static String system(ReferencePolicy.ProtectedSystem system) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", quoted(system.name()));
        if (!system.aliases().isEmpty()) {
            fields.put("aliases", texts(system.aliases()));
        }
        putText(fields, "dataClass", system.dataClass());
        return object(fields);
    }

    private static String exemption(ReferencePolicy.Exemption exemption) {
        Map<String, String> fields = new LinkedHashMap<>();
        putText(fields, "memberId", exemption.memberId());
        putText(fields, "credentialId", exemption.credentialId());
        if (exemption.systems() != null) {
            fields.put("systems", texts(exemption.systems()));
        }
        putText(fields, "from", exemption.from());
        putText(fields, "until", exemption.until());
        putText(fields, "reason", exemption.reason());
        putText(fields, "approvedBy", exemption.approvedBy());
        return object(fields);
    }

    private void put(Map<String, String> fields, String name, String value, String standard) {
        if (value != null && (everything || !value.equals(standard))) {
            fields.put(name, quoted(value));
        }
    }

    private void put(Map<String, String> fields, String name, Duration value, Duration standard) {
        put(fields, name, Objects.toString(value, null), Objects.toString(standard, null));
    }

    private void putLiteral(Map<String, String> fields, String name, Object value, Object standard) {
        if (value != null && (everything || !value.equals(standard))) {
            fields.put(name, value.toString());
        }
    }

    private void putTexts(Map<String, String> fields, String name, List<String> value, List<String> standard) {
        if (everything || !value.equals(standard)) {
            fields.put(name, texts(value));
        }
    }

    private static void putText(Map<String, String> fields, String name, String value) {
        if (value != null) {
            fields.put(name, quoted(value));
        }
    }

    static String texts(List<String> values) {
        return list(values.stream().map(ReferencePolicyText::quoted).toList());
    }

    static String list(List<String> items) {
        return "[" + String.join(", ", items) + "]";
    }

    static String object(Map<String, String> fields) {
        List<String> items = new ArrayList<>();
        fields.forEach((name, value) -> items.add(quoted(name) + ": " + value));
        return "{" + String.join(", ", items) + "}";
    }

    /** A JSON string in which everything outside ASCII is an escape, surrogate pairs apart, since YAML does not join two escapes. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (!Character.isSurrogate(c) && (c < 0x20 || c > 0x7E)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
