package io.leaverwatch.connectors;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.Suggestion;
import io.leaverwatch.config.UsageError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What every Kafka client of the job is configured with. */
final class KafkaProperties {
    /** Kafka's own look-up of secrets, so that they are read where a client starts and travel with no job. */
    private static final Map<String, Class<?>> PROVIDERS = Map.of(
            "env", EnvVarConfigProvider.class,
            "file", FileConfigProvider.class,
            "directory", DirectoryConfigProvider.class);

    /** As Kafka reads it: the provider, for some a path, and a name. */
    private static final Pattern LOOK_UP = Pattern.compile("\\$\\{(env|file|directory):(?:([^}]*?):)?([^}]*?)}");

    /** What is sent and read is bytes, and in transactions or not: no user's to say. */
    private static final Set<String> OWN = Set.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    private KafkaProperties() {}

    /** The user's properties, with the look-up of secrets where they have none of their own. */
    static Properties of(LiveSettings settings) {
        Properties properties = new Properties();
        if (!settings.kafka().containsKey(AbstractConfig.CONFIG_PROVIDERS_CONFIG)) {
            properties.setProperty(AbstractConfig.CONFIG_PROVIDERS_CONFIG, String.join(",", PROVIDERS.keySet()));
            PROVIDERS.forEach((name, type) -> properties.setProperty(
                    AbstractConfig.CONFIG_PROVIDERS_CONFIG + "." + name + ".class", type.getName()));
        }
        settings.kafka().forEach(properties::setProperty);
        return properties;
    }

    /**
     * Refuses a property that is nearly one of Kafka's: its clients would pass over a slip in {@code security.protocol}, and
     * speak in the clear.
     *
     * @param warnings takes a sentence about any other that no client knows
     * @throws UsageError for such a property, and for one that the job sets itself
     */
    static void checkNames(LiveSettings settings, Consumer<String> warnings) {
        Set<String> known = new HashSet<>(ConsumerConfig.configNames());
        known.addAll(ProducerConfig.configNames());
        known.addAll(AdminClientConfig.configNames());
        for (String key : settings.kafka().keySet()) {
            if (OWN.contains(key)) {
                throw new UsageError("kafka: " + key + " is set by the job itself; leave it out");
            }
            if (known.contains(key) || key.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG + ".")) {
                continue;
            }
            String meant = Suggestion.ofSlip(key, known);
            if (!meant.isEmpty()) {
                throw new UsageError("kafka: the key " + key + " is unknown" + meant);
            }
            warnings.accept("kafka: no client of Kafka's knows the key " + key + "; they get it all the same");
        }
    }

    /** Refuses values that a consumer or a producer would refuse, again after each restart of the job. */
    static void checkValues(LiveSettings settings) {
        Properties consumer = of(settings);
        consumer.setProperty(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        Properties producer = KafkaOutputs.properties(settings);
        producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        if (settings.isExactlyOnce()) {
            producer.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.groupId());
        }
        new ConsumerConfig(consumer);
        checkDelivery(new ProducerConfig(producer));
    }

    /** As a producer checks it, where the user says how long it may take to deliver a record. */
    private static void checkDelivery(ProducerConfig producer) {
        long delivery = producer.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
        long linger = producer.getLong(ProducerConfig.LINGER_MS_CONFIG);
        long least = linger + producer.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        if (producer.originals().containsKey(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) && delivery < least) {
            throw new ConfigException(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG + " is " + delivery + "; allowed: "
                    + ProducerConfig.LINGER_MS_CONFIG + " + " + ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG + ", which is "
                    + least + ", or more");
        }
    }

    /** Refuses what looks up a secret that is not there: a client would fail with it without saying so, or take it as it is. */
    static void checkSecrets(LiveSettings settings) {
        if (settings.kafka().containsKey(AbstractConfig.CONFIG_PROVIDERS_CONFIG)) {
            return;
        }
        settings.kafka().forEach((key, value) -> {
            Matcher lookUp = LOOK_UP.matcher(value);
            while (lookUp.find()) {
                String missing = missing(lookUp.group(1), lookUp.group(2), lookUp.group(3));
                if (missing != null) {
                    throw new UsageError("kafka: " + key + " takes " + lookUp.group() + ", but " + missing);
                }
            }
        });
    }

    /** What is not there; null where it is. */
    private static String missing(String provider, String path, String name) {
        if (provider.equals("env")) {
            return System.getenv(name) == null ? "no environment variable " + name + " is set" : null;
        }
        if (path == null) {
            return "it names no " + provider + "; allowed: ${" + provider + ":path:name}";
        }
        Path file = provider.equals("file") ? Path.of(path) : Path.of(path, name);
        return Files.isReadable(file) ? null : "there is no file " + file + " that can be read";
    }
}
