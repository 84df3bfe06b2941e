package io.leaverwatch.connectors;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.UsageError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at the brokers before a job starts. */
public final class Topics {
    private static final int LISTEN_SECONDS = 5;
    private static final int MOST_SECONDS = 10;
    private static final int MOST_TRIES = 50;
    private static final int TRY_MILLIS = 100;

    private final LiveSettings settings;

    /** Those of these settings. */
    public Topics(LiveSettings settings) {
        this.settings = settings;
    }

    /** That no broker answered. */
    public static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        private Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Makes sure that all topics exist and transactions may be as long as is set, and tells where the topics end.
     *
     * @param warnings takes a sentence, without its full stop, about topics that may not take every record
     * @throws UsageError that names the topics, the rights or the secret that are missing, the property of a Kafka client that is
     *     wrong, or the limit; or that the brokers do not know the client, or it them
     * @throws Unreachable where no broker answers in time
     */
    public TopicEnds check(Consumer<String> warnings) throws Unreachable {
        KafkaProperties.checkNames(settings, warnings);
        KafkaProperties.checkSecrets(settings);
        try {
            KafkaProperties.checkValues(settings);
        } catch (KafkaException e) {
            throw new UsageError("kafka: " + e.getMessage(), e);
        }
        Properties properties = KafkaProperties.of(settings);
        properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(MOST_SECONDS * 1000));
        properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(MOST_SECONDS * 1000));
        awaitBroker();
        try (Admin admin = Admin.create(properties)) {
            List<TopicPartition> partitions = partitions(admin);
            checkLimits(admin, warnings);
            return ends(admin, partitions);
        } catch (ConfigException e) {
            throw new UsageError("kafka: " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new UsageError("kafka: " + ClientFailures.sentence(e), e);
        }
    }

    private void awaitBroker() throws Unreachable {
        try {
            Listening.await(settings.shownBrokers(), LISTEN_SECONDS);
        } catch (IOException | InterruptedException e) {
            throw unreachable(e);
        }
    }

    /** Partitions of all topics. */
    private List<TopicPartition> partitions(Admin admin) throws Unreachable {
        DescribeTopicsResult described =
                admin.describeTopics(all(), new DescribeTopicsOptions().includeAuthorizedOperations(true));
        List<String> missing = new ArrayList<>();
        List<TopicPartition> partitions = new ArrayList<>();
        Map<String, Set<AclOperation>> allowed = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
                described.topicNameValues().entrySet()) {
            try {
                TopicDescription topic = each.getValue().get(2L * MOST_SECONDS, TimeUnit.SECONDS);
                topic.partitions().forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
                allowed.put(topic.name(), topic.authorizedOperations());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicAuthorizationException) {
                    allowed.put(each.getKey(), Set.of());
                } else if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    missing.add(each.getKey());
                } else {
                    throw unreachable(e.getCause());
                }
            } catch (TimeoutException | InterruptedException e) {
                throw unreachable(e);
            }
        }
        if (!missing.isEmpty()) {
            missing.sort(null);
            throw new UsageError((missing.size() == 1 ? "The topic " : "The topics ") + String.join(", ", missing)
                    + (missing.size() == 1 ? " does" : " do") + " not exist on " + settings.shownBrokers()
                    + "; create " + (missing.size() == 1 ? "it" : "them") + " or name others under topics");
        }
        TopicRights.check(settings, allowed);
        return partitions;
    }

    private List<String> all() {
        LiveSettings.Topics topics = settings.topics();
        List<String> all = new ArrayList<>(topics.accesses());
        all.addAll(List.of(topics.membership(), topics.credentials(), topics.deadLetters()));
        all.addAll(KafkaOutputs.kinds(topics).keySet());
        return all;
    }

    private void checkLimits(Admin admin, Consumer<String> warnings) throws Unreachable {
        try {
            TransactionLimit.check(settings, admin, 2L * MOST_SECONDS);
            RecordLimits.warning(settings, admin, 2L * MOST_SECONDS).ifPresent(warnings);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        }
    }

    private TopicEnds ends(Admin admin, List<TopicPartition> partitions) throws Unreachable {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try {
            listed(admin, asked).forEach((partition, found) -> offsets.put(partition, found.offset()));
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        }
        return new TopicEnds(offsets, true);
    }

    /** Topics that have just been made are asked for again: the brokers know them and do not lead them yet. */
    private static Map<TopicPartition, ListOffsetsResultInfo> listed(Admin admin, Map<TopicPartition, OffsetSpec> asked)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                return admin.listOffsets(asked).all().get(2L * MOST_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || tries == MOST_TRIES) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
            }
        }
    }

    private Unreachable unreachable(Throwable cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (cause instanceof AuthenticationException refused) {
            throw new UsageError(
                    "kafka: " + settings.shownBrokers() + ": " + ClientFailures.sentence(refused), refused);
        }
        String hint = "";
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            String protocol = settings.kafka().getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
            hint = "; something listens there, so look whether security.protocol " + protocol + " is the listener's";
        }
        return new Unreachable(
                "no answer from Kafka at " + settings.shownBrokers() + ": " + cause.getMessage() + hint, cause);
    }
}
