package io.leaverwatch.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A policy or settings file as text: UTF-8, one YAML document, or JSON.
 *
 * @param source the file as the user gave it
 * @param whole what messages call all of it: the policy, say
 * @param hasLines whether places in the text are worth telling
 */
record YamlText(String source, String whole, boolean hasLines) {
    private static final int MOST_ALIASES = 10_000;
    private static final int MOST_BYTES = 64 << 20;

    /**
     * What a user's file holds.
     *
     * @param kind as messages call it: policy or settings
     */
    static byte[] bytes(Path file, String kind) {
        String named = "The " + kind + " file " + file;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UsageError(
                        named + " is larger than " + (MOST_BYTES >> 20) + " MiB, the most that is allowed");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new UsageError(named + " does not exist", e);
        } catch (IOException e) {
            throw new UsageError(named + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /** The document, or empty where there is none (an empty file, or only comments). */
    static Optional<Setting> parse(String source, String whole, byte[] bytes) {
        String text = decode(source, bytes);
        Optional<String> json = tidyJson(text);
        YamlText file = new YamlText(source, whole, json.isEmpty());
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try {
            StreamReader reader = new StreamReader(json.orElse(text));
            Node root = new Composer(new ParserImpl(reader, options), new Resolver(), options).getSingleNode();
            boolean isEmpty = root == null || root.getTag().equals(Tag.NULL);
            return isEmpty ? Optional.empty() : Optional.of(new Setting(file, "", root));
        } catch (MarkedYAMLException e) {
            boolean isSecond = String.valueOf(e.getContext()).startsWith("expected a single document");
            String problem = isSecond ? "a second document begins here; allowed: one" : oneLine(e.getProblem());
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
            throw new UsageError(file.place(line) + ": not readable as YAML: " + problem, e);
        } catch (YAMLException e) {
            throw new UsageError(source + ": not readable as YAML: " + oneLine(e.getMessage()), e);
        }
    }

    /** Where a line is, for the head of a message. */
    String place(int lineFromZero) {
        return hasLines ? source + ", line " + (lineFromZero + 1) : source;
    }

    private static String decode(String source, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UsageError(source + ": not readable as UTF-8, the only encoding allowed", e);
        }
    }

    /**
     * The same JSON, written so that a YAML 1.1 parser takes it, which stumbles over tabs and {@code \/}; empty where
     * the text is no JSON.
     */
    private static Optional<String> tidyJson(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        JsonFactory factory =
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        StringWriter tidy = new StringWriter();
        try (JsonParser parser = factory.createParser(text);
                JsonGenerator generator = factory.createGenerator(tidy)) {
            parser.nextToken();
            generator.copyCurrentStructure(parser);
            if (parser.nextToken() != null) {
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(tidy.toString());
    }

    private static String oneLine(String problem) {
        return problem.replaceAll("\\s+", " ").strip();
    }
}
