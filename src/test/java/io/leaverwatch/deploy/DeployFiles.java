package io.leaverwatch.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads what lies in deploy/ and what it is compared with. */
final class DeployFiles {
    static final Path FOLDER = Path.of("deploy");
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeployFiles() {}

    /** The text of a file in deploy/. */
    static String text(String file) {
        return textOf(FOLDER.resolve(file));
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A YAML file in deploy/ with anchors and merges done. A key that stands there twice is an error. */
    static JsonNode yaml(String file) {
        return parse(text(file));
    }

    /** YAML as a tree. */
    static JsonNode parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(Integer.MAX_VALUE);
        Object tree = new Yaml(new SafeConstructor(options)).load(text);
        return JSON.valueToTree(tree);
    }

    /** A resource of the folder schemas: YAML or JSON. Without its name for itself, which the validator wants to be a URI. */
    static ObjectNode schema(String name) throws IOException {
        try (InputStream in = DeployFiles.class.getResourceAsStream("/schemas/" + name)) {
            ObjectNode schema = (ObjectNode) parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return schema.without("$id");
        }
    }

    /** What a tree breaks of a schema, in words; empty where nothing. */
    static List<String> violations(JsonNode schema, JsonNode tree) {
        return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema).validate(tree).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /** A property of pom.xml: {@code flink.version}. */
    static String property(String name) {
        return property(Path.of("pom.xml"), name);
    }

    /** A property of a Maven file. */
    static String property(Path pom, String name) {
        return find("<" + Pattern.quote(name) + ">([^<]*)</", textOf(pom));
    }

    /** The project's own version. */
    static String version() {
        return find("<artifactId>leaverwatch</artifactId>\\s*<version>([^<]*)</version>", textOf(Path.of("pom.xml")));
    }

    /** What the group of a regular expression matches first; an error where it matches nothing. */
    static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError(pattern + " matches nothing");
        }
        return matcher.group(1);
    }

    /** Every file under deploy/. */
    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
