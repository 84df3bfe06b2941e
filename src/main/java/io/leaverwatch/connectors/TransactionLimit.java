package io.leaverwatch.connectors;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.UsageError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * How long the brokers let a transaction stay open: a job that asks for more fails with its first checkpoint, and again
 * after each restart.
 */
final class TransactionLimit {
    private static final String LIMIT = "transaction.max.timeout.ms";

    private TransactionLimit() {}

    /**
     * Makes sure that the settings keep to it; where the job may not ask, it remains to be seen.
     *
     * @throws UsageError where they do not
     */
    static void check(LiveSettings settings, Admin admin, long mostSeconds)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (!settings.isExactlyOnce()) {
            return;
        }
        try {
            Node broker = admin.describeCluster()
                    .nodes()
                    .get(mostSeconds, TimeUnit.SECONDS)
                    .iterator()
                    .next();
            ConfigResource asked = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
            ConfigEntry limit = admin.describeConfigs(List.of(asked))
                    .all()
                    .get(mostSeconds, TimeUnit.SECONDS)
                    .get(asked)
                    .get(LIMIT);
            if (limit != null && Long.parseLong(limit.value()) < settings.transactionTimeoutMillis()) {
                throw new UsageError("transactionTimeout is " + Duration.ofMillis(settings.transactionTimeoutMillis())
                        + ", and the brokers at " + settings.shownBrokers() + " allow "
                        + Duration.ofMillis(Long.parseLong(limit.value())) + " at most (" + LIMIT
                        + "); lower the one or raise the other");
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
        }
    }
}
