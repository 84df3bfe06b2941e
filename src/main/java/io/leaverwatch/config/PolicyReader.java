package io.leaverwatch.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.leaverwatch.domain.Digests;
import io.leaverwatch.domain.Exemption;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.domain.Names;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.PolicyTree;
import io.leaverwatch.domain.Rule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From a policy file, YAML or JSON, to the policy. What the file does not say, the default policy says, which is written
 * in the same language. Anything wrong raises {@link UsageError}.
 */
public final class PolicyReader {
    /** The keys of a policy. */
    static final List<String> KEYS = List.of(
            "zone",
            "protectedSystems",
            "departingTypes",
            "authority",
            "grace",
            "clockSkew",
            "lookback",
            "coverage",
            "exemptions",
            "rules");
    /** The keys of {@code coverage}. */
    static final List<String> COVERAGE_KEYS = List.of("gap");

    private static final String DEFAULTS = "/io/leaverwatch/default-policy.yaml";
    private static final String WHOLE = "the policy";
    private static final int VERSION_DIGITS = 16;

    private final Map<String, Setting> defaults;
    private final Map<String, Setting> given;

    private PolicyReader(Map<String, Setting> defaults, Map<String, Setting> given) {
        this.defaults = defaults;
        this.given = given;
    }

    /** The policy where the user gives none. */
    public static Policy defaults() {
        return new PolicyReader(defaultEntries(), Map.of()).read();
    }

    /**
     * The policy of a file.
     *
     * @param file null for the defaults
     */
    public static Policy read(Path file) {
        if (file == null) {
            return defaults();
        }
        return read(file.toString(), YamlText.bytes(file, "policy"));
    }

    /**
     * The policy of a text.
     *
     * @param source what messages call it
     * @param text UTF-8; empty for the defaults
     */
    public static Policy read(String source, byte[] text) {
        Optional<Setting> root = YamlText.parse(source, WHOLE, text);
        return new PolicyReader(defaultEntries(), root.map(r -> r.entries(KEYS)).orElse(Map.of())).read();
    }

    /** The policy of a text that says everything, with every rule declared in full, as {@link #treeJson} writes it. */
    static Policy readComplete(String source, byte[] text) {
        return new PolicyReader(
                        YamlText.parse(source, WHOLE, text).orElseThrow().entries(KEYS), Map.of())
                .read();
    }

    private static Map<String, Setting> defaultEntries() {
        try (InputStream in = PolicyReader.class.getResourceAsStream(DEFAULTS)) {
            return YamlText.parse("default-policy.yaml", WHOLE, in.readAllBytes())
                    .orElseThrow()
                    .entries(KEYS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Policy read() {
        ZoneId zone = zone(of("zone"));
        SystemNames systems = SystemNames.read(of("protectedSystems"));
        List<Exemption> exemptions = new ExemptionReader(zone, systems).read(of("exemptions"));
        List<Rule> rules = new RuleReader(systems).read(defaults.get("rules"), Optional.ofNullable(given.get("rules")));
        Policy policy = new Policy(
                zone,
                systems.all(),
                departingTypes(of("departingTypes")),
                authority(of("authority")),
                of("grace").millis(true),
                of("clockSkew").millis(true),
                of("lookback").millis(false),
                coverageGap(),
                exemptions,
                rules,
                "");
        return versioned(policy);
    }

    private Setting of(String key) {
        return given.getOrDefault(key, defaults.get(key));
    }

    private static ZoneId zone(Setting setting) {
        String allowed = "an IANA time zone such as Europe/London, or UTC, or an offset such as '+01:00'";
        String name = setting.words(allowed);
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw setting.wrong(allowed, Suggestion.of(name, ZoneId.getAvailableZoneIds()));
        }
    }

    private static Set<MembershipType> departingTypes(Setting setting) {
        Map<String, MembershipType> allowed = new LinkedHashMap<>();
        for (MembershipType type : MembershipType.values()) {
            if (type != MembershipType.REINSTATED && type != MembershipType.RETRACTED) {
                allowed.put(type.name(), type);
            }
        }
        Set<MembershipType> types = new LinkedHashSet<>();
        for (Setting item : setting.items()) {
            if (!types.add(item.oneOf(allowed))) {
                throw item.wrong("each type once");
            }
        }
        if (types.isEmpty()) {
            throw setting.wrong("at least one of " + String.join(", ", allowed.keySet()));
        }
        return Set.copyOf(types);
    }

    private static List<String> authority(Setting setting) {
        List<String> sources = new ArrayList<>();
        for (Setting item : setting.items()) {
            String key = Names.key(item.words("the source of a membership feed"));
            if (sources.contains(key)) {
                throw item.wrong("each source once");
            }
            sources.add(key);
        }
        return List.copyOf(sources);
    }

    private long coverageGap() {
        Map<String, Setting> entries = new HashMap<>(defaults.get("coverage").entries(COVERAGE_KEYS));
        entries.putAll(of("coverage").entries(COVERAGE_KEYS));
        return entries.get("gap").millis(false);
    }

    private static Policy versioned(Policy policy) {
        return new Policy(
                policy.zone(),
                policy.protectedSystems(),
                policy.departingTypes(),
                policy.authority(),
                policy.graceMillis(),
                policy.clockSkewMillis(),
                policy.lookbackMillis(),
                policy.coverageGapMillis(),
                policy.exemptions(),
                policy.rules(),
                version(policy));
    }

    private static String version(Policy policy) {
        byte[] hash = Digests.sha256().digest(treeJson(policy));
        return HexFormat.of().formatHex(hash).substring(0, VERSION_DIGITS);
    }

    /** What the version is the hash of. Written by hand, since a mapper would make every start slower. */
    static byte[] treeJson(Policy policy) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            write(json, PolicyTree.of(policy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> mapping) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : mapping.entrySet()) {
                json.writeFieldName((String) entry.getKey());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString((String) value);
        }
    }
}
