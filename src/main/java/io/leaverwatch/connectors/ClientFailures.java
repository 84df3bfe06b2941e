package io.leaverwatch.connectors;

import io.leaverwatch.config.Reasons;
import org.apache.kafka.common.KafkaException;

/** Why a Kafka client could not start or be let in, in one sentence. Kafka wraps its reason several times. */
final class ClientFailures {
    private ClientFailures() {}

    /** The innermost failure of Kafka's own, and in brackets what it comes down to; without a full stop. */
    static String sentence(KafkaException failure) {
        KafkaException innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KafkaException kafkas) {
                innermost = kafkas;
            }
        }
        Throwable root = innermost;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String said = Reasons.of(innermost);
        return root == innermost ? said : said + " (" + withoutQuotes(Reasons.of(root)) + ")";
    }

    /** What a JAAS configuration that cannot be read is quoted with may be the password. */
    private static String withoutQuotes(String text) {
        return text.replaceAll("'[^']*'", "'...'");
    }
}
