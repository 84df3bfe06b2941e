package io.leaverwatch.config;

/**
 * Every key of a settings file of the live job: what it takes and what it is where the file does not say it. Messages,
 * documentation and the files in deploy/ go by this list.
 */
public enum LiveOption {
    POLICY("policy", "a file, relative to the settings file", "the default policy", "What is protected and detected."),
    KAFKA(
            "kafka",
            "names and values",
            "none; bootstrap.servers is required",
            "Properties of the Kafka clients. A value may be ${env:NAME}, ${directory:/folder:file} or"
                    + " ${file:/properties-file:key}; it is looked up where a client starts."),
    MEMBERSHIP("topics.membership", "a topic", "membership-events", "Membership events in."),
    CREDENTIALS("topics.credentials", "a topic", "credential-links", "Credential links in."),
    ACCESSES("topics.accesses", "topics", "[access-events]", "Accesses in."),
    ALERTS("topics.alerts", "a topic", "breach-alerts", "Alerts out, keyed by alertId."),
    INCIDENTS("topics.incidents", "a topic", "breach-incidents", "Incidents out, keyed by incidentId."),
    DEPARTURES("topics.departures", "a topic", "departures", "Departure records out, keyed by departureId."),
    DEAD_LETTERS("topics.deadLetters", "a topic", "dead-letters", "Records that break the rules of their format."),
    GROUP_ID(
            "groupId",
            "text",
            "leaverwatch",
            "Consumer group, the beginning of transactional ids, and by what the job knows its own outputs: the same for good."),
    ACCESSES_FROM(
            "accessesFrom",
            "earliest, latest or a time",
            "earliest",
            "Where a job without a savepoint begins to read accesses. Membership events and links are read whole."),
    DELIVERY(
            "delivery",
            "at-least-once or exactly-once",
            "at-least-once",
            "at-least-once: at once, and repaired after a crash. exactly-once: with the next checkpoint."),
    TRANSACTION_TIMEOUT(
            "transactionTimeout",
            "a duration",
            "PT15M",
            "exactly-once: how long the job may be down before what it had just said comes late, and dead letters are lost."),
    DISCOVERY("discovery", "a duration", "PT1M", "How often new partitions are looked for."),
    REPAIR_AFTER(
            "repairAfter",
            "a duration",
            "PT5S",
            "How long a topic may differ from what holds before the job says it again; exactly-once: six times that for what a lost transaction held."),
    COVERAGE_REFRESH(
            "coverageRefresh",
            "a duration",
            "PT1H",
            "How often departure records are said again for what was read meanwhile."),
    FLINK(
            "flink",
            "names and values",
            "none",
            "Options of Flink for this job; where it says nothing, those of the cluster count.");

    private final String key;
    private final String takes;
    private final String standard;
    private final String effect;

    LiveOption(String key, String takes, String standard, String effect) {
        this.key = key;
        this.takes = takes;
        this.standard = standard;
        this.effect = effect;
    }

    /** The key, with the keys above it: {@code topics.alerts}. */
    public String key() {
        return key;
    }

    /** What the value may be, in words. */
    public String takes() {
        return takes;
    }

    /** What it is where the file does not say it, in words. */
    public String standard() {
        return standard;
    }

    /** What it is for, in a sentence. */
    public String effect() {
        return effect;
    }
}
