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
    private static final Pattern JOIN = Pattern.compile(" (and|or|unless)( on \\([^)]*\\))? ");
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

    /**
     * What an alert rule asks, in a form that also has an answer where nothing is wrong: comparisons give 0 or 1 in place of
     * nothing, what must not be absent is asked for, and hours ago are seconds ago.
     */
    static String answerable(String expression) {
        return expression
                .replaceAll("\\s+", " ")
                .replaceAll(" (==|!=|>=|<=|>|<) ", " $1 bool ")
                .replaceAll("\\babsent\\(", "(")
                .replaceAll("\\boffset \\w+", "offset 1s");
    }

    /** The parts of an expression that {@code and}, {@code or} and {@code unless} join, outside of brackets. */
    static List<String> operands(String expression) {
        List<String> operands = new ArrayList<>();
        int depth = 0;
        int start = 0;
        MatchResult[] joins = JOIN.matcher(expression).results().toArray(MatchResult[]::new);
        int next = 0;
        for (int i = 0; i < expression.length() && next < joins.length; i++) {
            depth += "([{".indexOf(expression.charAt(i)) >= 0 ? 1 : ")]}".indexOf(expression.charAt(i)) >= 0 ? -1 : 0;
            if (i == joins[next].start()) {
                if (depth == 0) {
                    operands.add(expression.substring(start, i).strip());
                    start = joins[next].end();
                }
                next++;
            }
        }
        operands.add(expression.substring(start).strip());
        return operands;
    }

    /** The metrics that an expression names. */
    static List<String> metrics(String expression) {
        return selectors(expression).stream()
                .map(selector -> selector.replaceFirst("\\{.*", ""))
                .toList();
    }
}
