package io.leaverwatch.config;

import io.leaverwatch.domain.Policy;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a live job is told, see {@link LiveOption}.
 *
 * @param policy what is protected and detected
 * @param kafka properties of the Kafka clients as given: what refers to a secret is not looked up here
 * @param topics names of topics
 * @param groupId consumer group, and the beginning of transactional ids
 * @param accessesFrom where a job without a savepoint begins to read accesses
 * @param isExactlyOnce whether output becomes visible with checkpoints, and only once
 * @param transactionTimeoutMillis how long a transaction may stay open
 * @param discoveryMillis how often new partitions are looked for
 * @param repairMillis how long a topic may differ from what holds
 * @param coverageRefreshMillis how often departure records are said again for their coverage
 * @param flink options of Flink as given
 */
public record LiveSettings(
        Policy policy,
        Map<String, String> kafka,
        Topics topics,
        String groupId,
        Start accessesFrom,
        boolean isExactlyOnce,
        long transactionTimeoutMillis,
        long discoveryMillis,
        long repairMillis,
        long coverageRefreshMillis,
        Map<String, String> flink) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}:]*)}");

    /**
     * Names of topics; all differ.
     *
     * @param accesses at least one
     */
    public record Topics(
            String membership,
            String credentials,
            List<String> accesses,
            String alerts,
            String incidents,
            String departures,
            String deadLetters) {}

    /**
     * Where to begin.
     *
     * @param kind which
     * @param millis for TIME, epoch millis of the first record by the topic's own time; else 0
     */
    public record Start(Kind kind, long millis) {

        /** Where to begin. */
        public enum Kind {
            EARLIEST,
            LATEST,
            TIME
        }
    }

    /** The brokers, as given. */
    public String brokers() {
        return kafka.get(LiveSettingsReader.BROKERS);
    }

    /** The brokers, for messages: in place of a variable of the environment what it holds, which here is no secret. */
    public String shownBrokers() {
        return VARIABLE.matcher(brokers()).replaceAll(variable -> {
            String value = System.getenv(variable.group(1));
            return Matcher.quoteReplacement(value == null ? variable.group() : value);
        });
    }
}
