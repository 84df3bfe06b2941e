package io.leaverwatch.connectors;

import io.leaverwatch.config.LiveSettings;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/** What every Kafka client of the job is configured with. */
final class KafkaProperties {
    /** Kafka's own look-up of secrets, so that they are read where a client starts and travel with no job. */
    private static final Map<String, Class<?>> PROVIDERS = Map.of(
            "env", EnvVarConfigProvider.class,
            "file", FileConfigProvider.class,
            "directory", DirectoryConfigProvider.class);

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
}
