package io.leaverwatch.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.leaverwatch.reference.ReferencePolicy.Exemption;
import io.leaverwatch.reference.ReferencePolicy.ProtectedSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Reads a policy file that is in order; what it does not know it refuses. */
public final class ReferencePolicyFile {

    private ReferencePolicyFile() {}

    /**
     * Reads YAML, and so JSON.
     *
     * @throws IllegalArgumentException for a key that the model does not know
     */
    public static ReferencePolicy read(Path file) throws IOException {
        return read(new ObjectMapper(new YAMLFactory()).readTree(file.toFile()));
    }

    private static ReferencePolicy read(JsonNode root) {
        ReferencePolicy policy = new ReferencePolicy();
        root.properties().forEach(field -> {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "zone" -> policy.zone = ZoneId.of(value.asText());
                case "protectedSystems" ->
                    policy.protectedSystems = items(value).stream()
                            .map(s ->
                                    new ProtectedSystem(text(s, "name"), texts(s.get("aliases")), text(s, "dataClass")))
                            .toList();
                case "departingTypes" -> policy.departingTypes = texts(value);
                case "authority" -> policy.authority = texts(value);
                case "grace" -> policy.grace = Duration.parse(value.asText());
                case "clockSkew" -> policy.clockSkew = Duration.parse(value.asText());
                case "lookback" -> policy.lookback = Duration.parse(value.asText());
                case "coverage" -> policy.coverageGap = Duration.parse(text(value, "gap"));
                case "exemptions" ->
                    policy.exemptions = items(value).stream()
                            .map(ReferencePolicyFile::exemption)
                            .toList();
                case "rules" -> rules(policy, items(value));
                default -> throw new IllegalArgumentException("no such key: " + field.getKey());
            }
        });
        return policy;
    }

    private static Exemption exemption(JsonNode node) {
        return new Exemption(
                text(node, "memberId"),
                text(node, "credentialId"),
                node.has("systems") ? texts(node.get("systems")) : null,
                text(node, "from"),
                text(node, "until"),
                text(node, "reason"),
                text(node, "approvedBy"));
    }

    private static void rules(ReferencePolicy policy, List<JsonNode> rules) {
        List<ReferenceOwnRule> own = new ArrayList<>();
        for (JsonNode rule : rules) {
            if (ReferencePolicy.RULE_IDS.contains(text(rule, "id"))) {
                set(policy.rule(text(rule, "id")), rule);
            } else {
                own.add(ReferenceOwnRuleFile.read(rule));
            }
        }
        policy.ownRules = List.copyOf(own);
    }

    private static void set(ReferencePolicy.Rule rule, JsonNode node) {
        node.properties().forEach(field -> {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "id" -> {}
                case "enabled" -> rule.enabled = value.booleanValue();
                case "severity" -> rule.severity = value.asText();
                case "count" -> rule.count = value.intValue();
                case "window" -> rule.window = Duration.parse(value.asText());
                case "denials" -> rule.denials = value.intValue();
                case "records" -> rule.records = value.longValue();
                default -> throw new IllegalArgumentException("no such key: " + field.getKey());
            }
        });
    }

    private static String text(JsonNode node, String name) {
        return node.has(name) ? node.get(name).asText() : null;
    }

    private static List<String> texts(JsonNode node) {
        return items(node).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> items(JsonNode node) {
        List<JsonNode> items = new ArrayList<>();
        if (node != null) {
            node.forEach(items::add);
        }
        return items;
    }
}
