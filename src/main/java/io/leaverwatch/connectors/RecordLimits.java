package io.leaverwatch.connectors;

import io.leaverwatch.config.LiveSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/** How large a record the output topics take: one that is larger makes the job fail, and again after each restart. */
final class RecordLimits {
    /** As deploy/kafka/create-topics sets it: a line of 1 MiB may take six times that as text in JSON. */
    private static final int ENOUGH = 8 << 20;

    private RecordLimits() {}

    /**
     * What to say of the topics that take less than may be needed. No reason to refuse them: nearly all records are small,
     * and not everyone may change a topic. Where the job may not ask, it remains to be seen.
     *
     * @return a sentence without its full stop; empty where there is nothing to say
     */
    static Optional<String> warning(LiveSettings settings, Admin admin, long mostSeconds)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<ConfigResource> asked = Stream.concat(
                        KafkaOutputs.kinds(settings.topics()).keySet().stream(),
                        Stream.of(settings.topics().deadLetters()))
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<ConfigResource, Config> found;
        try {
            found = admin.describeConfigs(asked).all().get(mostSeconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
        List<String> small = new ArrayList<>();
        for (ConfigResource topic : asked) {
            ConfigEntry limit = found.get(topic).get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            if (limit != null && Long.parseLong(limit.value()) < ENOUGH) {
                small.add(topic.name() + " " + limit.value());
            }
        }
        return small.isEmpty() ? Optional.empty() : Optional.of(sentence(small));
    }

    private static String sentence(Collection<String> small) {
        return "an output record may need " + ENOUGH
                + " bytes, and one that its topic does not take stops the job; allowed"
                + " are (" + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + "): " + String.join(", ", small) + "; raise it with"
                + " kafka-configs.sh --alter --entity-type topics --entity-name TOPIC --add-config "
                + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + "=" + ENOUGH;
    }
}
