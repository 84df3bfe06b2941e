package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceOwnRule.Filter;
import io.leaverwatch.reference.ReferenceOwnRule.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes one rule of the user's own as JSON. */
final class ReferenceOwnRuleText {

    private final ReferenceOwnRule rule;
    private final boolean everything;

    /** @param everything whether values that hold anyway are written too */
    ReferenceOwnRuleText(ReferenceOwnRule rule, boolean everything) {
        this.rule = rule;
        this.everything = everything;
    }

    String json() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", ReferencePolicyText.quoted(rule.id));
        put(fields, "enabled", Boolean.toString(rule.enabled), "true");
        String severity = rule.severity == null ? "MEDIUM" : rule.severity;
        put(fields, "severity", ReferencePolicyText.quoted(severity), "\"MEDIUM\"");
        put(fields, "phase", rule.before ? "\"before\"" : "\"after\"", "\"after\"");
        put(fields, "over", ReferencePolicyText.object(filter(rule.over)), "{}");
        put(fields, "contiguous", Boolean.toString(rule.contiguous), "false");
        put(fields, "once", Boolean.toString(rule.once), "false");
        put(fields, "overlapping", Boolean.toString(rule.overlapping), "false");
        if (rule.window != null) {
            fields.put("window", ReferencePolicyText.quoted(rule.window.toString()));
        }
        putNumber(fields, "count", rule.count);
        putNumber(fields, "denials", rule.denials);
        putNumber(fields, "records", rule.records);
        fields.put(
                "sequence",
                ReferencePolicyText.list(rule.sequence.stream().map(this::step).toList()));
        put(fields, "attack", "[\"T1078\", \"T1213\"]", "[\"T1078\", \"T1213\"]");
        return ReferencePolicyText.object(fields);
    }

    private String step(Step step) {
        Map<String, String> fields = filter(step.filter());
        if (step.other()) {
            fields.put("system", "\"other\"");
        }
        String times = step.times() == null ? "1" : step.times();
        put(fields, "times", times.startsWith("$") ? ReferencePolicyText.quoted(times) : times, "1");
        return ReferencePolicyText.object(fields);
    }

    private static Map<String, String> filter(Filter filter) {
        Map<String, String> fields = new LinkedHashMap<>();
        putWords(fields, "outcome", filter.outcomes());
        putWords(fields, "action", filter.actions());
        putWords(fields, "system", filter.systems());
        return fields;
    }

    /** One word stands without a list around it. */
    private static void putWords(Map<String, String> fields, String name, List<String> words) {
        if (words != null) {
            fields.put(
                    name,
                    words.size() == 1 ? ReferencePolicyText.quoted(words.get(0)) : ReferencePolicyText.texts(words));
        }
    }

    private void put(Map<String, String> fields, String name, String literal, String standard) {
        if (everything || !literal.equals(standard)) {
            fields.put(name, literal);
        }
    }

    private static void putNumber(Map<String, String> fields, String name, Number value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }
}
