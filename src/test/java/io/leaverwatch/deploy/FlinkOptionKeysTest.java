package io.leaverwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Flink option that a deploy file sets exists in the project's Flink, under its present name and with a fit value. */
class FlinkOptionKeysTest {
    private static final String REPORTER = "metrics.reporter.prom.";
    private static final Map<String, ConfigOption<?>> OPTIONS = options(List.of(
            CoreOptions.class,
            CheckpointingOptions.class,
            DeploymentOptions.class,
            HighAvailabilityOptions.class,
            JobManagerOptions.class,
            RestOptions.class,
            RestartStrategyOptions.class,
            RocksDBOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class,
            WebOptions.class));

    static Map<String, JsonNode> files() {
        Map<String, JsonNode> files = new LinkedHashMap<>();
        files.put("standalone/config.yaml", DeployFiles.yaml("standalone/config.yaml"));
        files.put(
                "kubernetes/live.yaml",
                DeployFiles.yaml("kubernetes/live.yaml").path("spec").path("flinkConfiguration"));
        files.put(
                "compose/compose.yaml",
                DeployFiles.parse(DeployFiles.yaml("compose/compose.yaml")
                        .path("x-flink")
                        .path("environment")
                        .path("FLINK_PROPERTIES")
                        .asText()));
        files.put("config/live.yaml", DeployFiles.yaml("config/live.yaml").path("flink"));
        return files;
    }

    static List<String> names() {
        return List.copyOf(files().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void areFlinks(String file) {
        JsonNode given = files().get(file);
        assertThat(given.isObject() && !given.isEmpty()).isTrue();
        given.properties().forEach(entry -> {
            String key = entry.getKey();
            // The operator's own options are in no library here.
            if (!key.startsWith("kubernetes.operator.")) {
                ConfigOption<?> option = OPTIONS.get(key);
                assertThat(option).as(key).isNotNull();
                String value = entry.getValue().asText().replace("${dir}", "/dir");
                assertThatCode(() -> Configuration.fromMap(Map.of(key, value)).get(option))
                        .as(key + ": " + value)
                        .doesNotThrowAnyException();
            }
        });
    }

    private static Map<String, ConfigOption<?>> options(List<Class<?>> holders) {
        Map<String, ConfigOption<?>> options = new HashMap<>();
        for (Class<?> holder : holders) {
            for (Field field : holder.getFields()) {
                if (field.getType() == ConfigOption.class && !field.isAnnotationPresent(Deprecated.class)) {
                    ConfigOption<?> option = option(field);
                    options.put(option.key(), option);
                }
            }
        }
        // Those of a named reporter are declared without the name.
        options.put(REPORTER + "factory.class", MetricOptions.REPORTER_FACTORY_CLASS);
        options.put(REPORTER + "port", MetricOptions.REPORTER_CONFIG_PARAMETER);
        return options;
    }

    private static ConfigOption<?> option(Field field) {
        try {
            return (ConfigOption<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
