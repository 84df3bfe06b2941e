package io.leaverwatch.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The dashboard and the alert rules in deploy/monitoring. */
final class MonitoringFiles {
    static final String RULES = "monitoring/rules/leaverwatch.yml";
    static final String DASHBOARD = "monitoring/dashboards/leaverwatch.json";
    private static final Pattern SELECTOR = Pattern.compile("flink_\\w+(\\{[^}]*\\})?");

    private MonitoringFiles() {}

    /**
     * One line of a panel.
     *
     * @param panel the panel's title
     * @param expression in Prometheus' language
     * @param legend the line's name, with labels as {@code {{label}}}
     */
    record Target(String panel, String expression, String legend) {
        /** The labels that its name shows. */
        List<String> labels() {
            return Pattern.compile("\\{\\{(\\w+)\\}\\}")
                    .matcher(legend)
                    .results()
                    .map(label -> label.group(1))
                    .toList();
        }
    }

    /** An alert rule. */
    record AlertRule(String name, String expression, String severity, String summary, String runbook) {}

    static List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (JsonNode panel : DeployFiles.yaml(DASHBOARD).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                targets.add(new Target(
                        panel.path("title").asText(),
                        target.path("expr").asText(),
                        target.path("legendFormat").asText()));
            }
        }
        return targets;
    }

    static List<AlertRule> rules() {
        List<AlertRule> rules = new ArrayList<>();
        for (JsonNode group : DeployFiles.yaml(RULES).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                JsonNode annotations = rule.path("annotations");
                rules.add(new AlertRule(
                        rule.path("alert").asText(),
                        rule.path("expr").asText(),
                        rule.path("labels").path("severity").asText(),
                        annotations.path("summary").asText(),
                        annotations.path("runbook").asText()));
            }
        }
        return rules;
    }

    /** What an expression selects, each metric with its labels. */
    static List<String> selectors(String expression) {
        return SELECTOR.matcher(expression).results().map(MatchResult::group).toList();
    }

    /** The metrics that an expression names. */
    static List<String> metrics(String expression) {
        return selectors(expression).stream()
                .map(selector -> selector.replaceFirst("\\{.*", ""))
                .toList();
    }
}
