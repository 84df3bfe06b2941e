package io.leaverwatch.metrics;

import java.util.List;
import java.util.Set;

/**
 * Every metric of this project's own, beside those of Flink and of its Kafka connector. Documentation, dashboard and
 * alert rules go by this list. Names are within a group {@code leaverwatch}.
 */
public enum Metric {
    ALERTS("alerts", Type.COUNTER, "Alerts said: new ones, and known ones with other content.", "rule", "severity"),
    WITHDRAWALS("withdrawals", Type.COUNTER, "Alerts withdrawn.", "rule"),
    REPAIRS("repairs", Type.COUNTER, "Outputs of a failed attempt that were said again or withdrawn."),
    LATENCY(
            "latencyMillis",
            Type.HISTOGRAM,
            "From the newest event that an alert rests on (its access, or the recording of the departure) to the alert."),
    DEPARTURES("departures", Type.COUNTER, "Departures that began to hold."),
    MEMBERS("members", Type.GAUGE, "Members with any event or link."),
    CASES("cases", Type.GAUGE, "Departures that hold now."),
    LOOKBACK("lookbackAccesses", Type.GAUGE, "Accesses remembered."),
    REDELIVERED(
            "redelivered",
            Type.COUNTER,
            "Copies of an event that came before; of accesses, those of credentials that a departure concerns.",
            "kind"),
    CONFLICTS("conflicts", Type.COUNTER, "Copies of an event with other content.", "kind"),
    EVENTS("events", Type.COUNTER, "Events read that the job looks at.", "topic"),
    DEAD_LETTERS("deadLetters", Type.COUNTER, "Records that break the rules of their format.", "topic", "fault"),
    TOMBSTONES("tombstones", Type.COUNTER, "Deletions left by compaction; nothing is forgotten for them.", "topic"),
    NEWEST_EVENT(
            "newestEventSeconds",
            Type.GAUGE,
            "Event time of the newest event, no later than it arrived, in seconds since 1970; 0 before the first.",
            "topic"),
    NEWEST_ACCESS(
            "newestAccessSeconds",
            Type.GAUGE,
            "The same of the accesses to one protected system, in whatever topic; a copied one counts.",
            "system");

    /** What Prometheus calls an operator, in front of the group, the labels and the name. */
    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";

    /** Labels of what is counted where topics are read. */
    private static final Set<String> READERS = Set.of("topic", "system");

    private final String title;
    private final Type type;
    private final String meaning;
    private final String labels;

    Metric(String title, Type type, String meaning, String... labels) {
        this.title = title;
        this.type = type;
        this.meaning = meaning;
        this.labels = String.join(" ", labels);
    }

    /** Kinds of metrics, as Flink has them. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /** Its name in Flink. */
    public String title() {
        return title;
    }

    /** Its kind. */
    public Type type() {
        return type;
    }

    /** What it counts or shows, and in which unit. */
    public String meaning() {
        return meaning;
    }

    /** The names of its labels, in their order. */
    public List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(" ", -1));
    }

    /**
     * Its name as Flink's Prometheus reporter gives it. What is counted where topics are read is within the group that the
     * Kafka source has for that. Values of labels have an underscore in place of a dash.
     */
    public String prometheusName() {
        String group = labels().stream().anyMatch(READERS::contains) ? "deserializer_leaverwatch_" : "leaverwatch_";
        String names = labels.isEmpty() ? "" : labels.replace(' ', '_') + "_";
        return OPERATOR + group + names + title;
    }
}
