package io.leaverwatch.config;

import io.leaverwatch.config.LiveSettings.Start;
import io.leaverwatch.config.LiveSettings.Topics;
import io.leaverwatch.domain.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From a settings file, YAML or JSON, to what the live job is told. Anything wrong raises {@link UsageError}. */
public final class LiveSettingsReader {
    static final String BROKERS = "bootstrap.servers";

    private static final String TOPICS = "topics";
    private static final String A_TOPIC = "the name of a topic: letters, digits, '.', '_' and '-'";

    private final Path file;
    private final Map<String, Setting> given;
    private final Map<String, Setting> topics;

    private LiveSettingsReader(Path file, Setting root) {
        this.file = file;
        this.given = root.entries(keys(""));
        this.topics = given.containsKey(TOPICS) ? given.get(TOPICS).entries(keys(TOPICS + ".")) : Map.of();
    }

    /** The settings of a file. */
    public static LiveSettings read(Path file) {
        Setting root = YamlText.parse(file.toString(), "the settings file", YamlText.bytes(file, "settings"))
                .orElseThrow(() -> new UsageError(
                        file + ": the settings are empty; kafka is required, with " + BROKERS + " in it"));
        return new LiveSettingsReader(file, root).read();
    }

    private LiveSettings read() {
        Map<String, String> kafka = kafka();
        return new LiveSettings(
                policy(),
                kafka,
                topics(),
                text(LiveOption.GROUP_ID),
                start(),
                isExactlyOnce(),
                millis(LiveOption.TRANSACTION_TIMEOUT),
                millis(LiveOption.DISCOVERY),
                millis(LiveOption.REPAIR_AFTER),
                millis(LiveOption.COVERAGE_REFRESH),
                flink());
    }

    private Map<String, String> flink() {
        Setting setting = given.get(LiveOption.FLINK.key());
        if (setting == null) {
            return Map.of();
        }
        Map<String, String> options = setting.options();
        Set<String> known = FlinkKeys.known();
        for (String key : options.keySet()) {
            String meant = known.contains(key) ? "" : Suggestion.ofSlip(key, known);
            if (!meant.isEmpty()) {
                throw new UsageError(file + ": the key flink." + Excerpt.of(key) + " is unknown" + meant);
            }
        }
        return options;
    }

    private Policy policy() {
        Setting setting = given.get(LiveOption.POLICY.key());
        if (setting == null) {
            return PolicyReader.defaults();
        }
        Path folder = file.toAbsolutePath().getParent();
        return PolicyReader.read(folder.resolve(setting.words(LiveOption.POLICY.takes())));
    }

    private Map<String, String> kafka() {
        Setting setting = given.get(LiveOption.KAFKA.key());
        Map<String, String> properties = setting == null ? Map.of() : setting.options();
        if (properties.getOrDefault(BROKERS, "").isBlank()) {
            throw new UsageError(file + ": kafka lacks " + BROKERS + "; allowed: host:port of one or more brokers");
        }
        return properties;
    }

    private Topics topics() {
        List<String> accesses = accesses();
        Topics named = new Topics(
                topic(LiveOption.MEMBERSHIP),
                topic(LiveOption.CREDENTIALS),
                accesses,
                topic(LiveOption.ALERTS),
                topic(LiveOption.INCIDENTS),
                topic(LiveOption.DEPARTURES),
                topic(LiveOption.DEAD_LETTERS));
        Set<String> seen = new HashSet<>();
        List<String> all = new ArrayList<>(accesses);
        all.addAll(List.of(named.membership(), named.credentials(), named.alerts()));
        all.addAll(List.of(named.incidents(), named.departures(), named.deadLetters()));
        for (String name : all) {
            if (!seen.add(name)) {
                throw new UsageError(file + ": the topic " + name + " is named twice; allowed: each topic once");
            }
        }
        return named;
    }

    private String topic(LiveOption option) {
        Setting setting = topics.get(option.key().substring(TOPICS.length() + 1));
        return setting == null ? option.standard() : topic(setting);
    }

    private List<String> accesses() {
        Setting setting = topics.get("accesses");
        if (setting == null) {
            return List.of("access-events");
        }
        return setting.itemsOrOne(A_TOPIC).stream()
                .map(LiveSettingsReader::topic)
                .toList();
    }

    private static String topic(Setting setting) {
        String name = setting.words(A_TOPIC);
        if (!name.matches("[A-Za-z0-9._-]{1,249}")) {
            throw setting.wrong(A_TOPIC);
        }
        return name;
    }

    private String text(LiveOption option) {
        Setting setting = given.get(option.key());
        return setting == null ? option.standard() : setting.words(option.takes());
    }

    private Start start() {
        Setting setting = given.get(LiveOption.ACCESSES_FROM.key());
        if (setting == null || setting.isWord("earliest")) {
            return new Start(Start.Kind.EARLIEST, 0);
        }
        if (setting.isWord("latest")) {
            return new Start(Start.Kind.LATEST, 0);
        }
        String allowed = "earliest, latest or a time such as 2031-05-21T09:00:00Z";
        try {
            return new Start(
                    Start.Kind.TIME, Instant.parse(setting.words(allowed)).toEpochMilli());
        } catch (DateTimeParseException e) {
            throw new UsageError(setting.wrong(allowed).getMessage(), e);
        }
    }

    private boolean isExactlyOnce() {
        Setting setting = given.get(LiveOption.DELIVERY.key());
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("at-least-once", false);
        words.put("exactly-once", true);
        return setting != null && setting.oneOf(words);
    }

    private long millis(LiveOption option) {
        Setting setting = given.get(option.key());
        return setting == null ? Duration.parse(option.standard()).toMillis() : setting.millis(false);
    }

    /** The keys directly below another one. */
    private static List<String> keys(String above) {
        Set<String> keys = new LinkedHashSet<>();
        for (LiveOption option : LiveOption.values()) {
            if (option.key().startsWith(above)) {
                keys.add(option.key().substring(above.length()).split("\\.", -1)[0]);
            }
        }
        return List.copyOf(keys);
    }
}
