package io.leaverwatch.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.reference.ReferenceOwnRule.Filter;
import io.leaverwatch.reference.ReferenceOwnRule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads a rule of the user's own out of a policy file that is in order. */
final class ReferenceOwnRuleFile {

    private ReferenceOwnRuleFile() {}

    /** Refuses a key that the model does not know. */
    static ReferenceOwnRule read(JsonNode node) {
        ReferenceOwnRule rule = new ReferenceOwnRule(node.get("id").asText());
        node.properties().forEach(field -> {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "id", "attack" -> {}
                case "enabled" -> rule.enabled = value.booleanValue();
                case "severity" -> rule.severity = value.asText();
                case "phase" -> rule.before = value.asText().equals("before");
                case "over" -> rule.over = filter(value, false);
                case "contiguous" -> rule.contiguous = value.booleanValue();
                case "once" -> rule.once = value.booleanValue();
                case "overlapping" -> rule.overlapping = value.booleanValue();
                case "window" -> rule.window = Duration.parse(value.asText());
                case "count" -> rule.count = value.intValue();
                case "denials" -> rule.denials = value.intValue();
                case "records" -> rule.records = value.longValue();
                case "sequence" -> rule.sequence = steps(value);
                default -> throw new IllegalArgumentException("no such key: " + field.getKey());
            }
        });
        return rule;
    }

    private static List<Step> steps(JsonNode sequence) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : sequence) {
            boolean other = "other".equals(step.path("system").asText(null));
            steps.add(new Step(filter(step, other), other, step.path("times").asText(null)));
        }
        return List.copyOf(steps);
    }

    private static Filter filter(JsonNode node, boolean other) {
        return new Filter(
                words(node.get("outcome")), words(node.get("action")), other ? null : words(node.get("system")));
    }

    private static List<String> words(JsonNode value) {
        if (value == null) {
            return null;
        }
        List<String> words = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(word -> words.add(word.asText()));
        } else {
            words.add(value.asText());
        }
        return List.copyOf(words);
    }
}
