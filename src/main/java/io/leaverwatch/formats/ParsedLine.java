package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.leaverwatch.domain.Fault;
import io.leaverwatch.domain.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One line as one JSON object: strict UTF-8, nesting up to 1,000, NaN and Infinity refused, nothing after the object.
 * Of its fields only the named ones are kept; of a name given twice the last.
 */
final class ParsedLine {
    /** How deep values may be nested; the line's own object is the first level. */
    static final int MOST_NESTING = 1000;

    // The line's own limit of 1 MiB bounds everything else. Names are not pooled, which a hostile line could abuse.
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_NESTING)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private ParsedLine() {}

    /**
     * A field's value.
     *
     * @param type what it is in JSON
     * @param text of a string its content, of a number its digits; else null
     */
    record Value(Type type, String text) {}

    /** The types of JSON; null is no value. */
    enum Type {
        STRING("a string"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        OBJECT("an object"),
        ARRAY("an array");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /** As a sentence says it. */
        String words() {
            return words;
        }
    }

    /** Whether a line is empty or holds nothing but White_Space; a line of broken UTF-8 is not blank. */
    static boolean isBlank(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to && (buffer[at] == ' ' || (buffer[at] >= 0x09 && buffer[at] <= 0x0D))) {
            at++;
        }
        if (at == to) {
            return true;
        }
        // Only a character beyond ASCII can be White_Space now.
        return buffer[at] < 0 && isBlankText(buffer, at, to);
    }

    /** The named fields that the line has. */
    static Map<String, Value> read(byte[] buffer, int from, int to, Set<String> names) throws BadLine {
        int invalid = Utf8.firstInvalid(buffer, from, to);
        if (invalid >= 0) {
            throw new BadLine(
                    Fault.NOT_UTF8,
                    String.format(
                            "the line is not UTF-8: byte 0x%02X at byte %d of the line cannot stand there",
                            buffer[invalid], invalid - from + 1));
        }
        String line = EscapedSurrogates.unescaped(new String(buffer, from, to - from, UTF_8));
        boolean isClosed = false;
        try (JsonParser json = JSON.createParser(line)) {
            Map<String, Value> values = new HashMap<>();
            JsonToken first = json.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new BadLine(Fault.NOT_JSON, "the line is " + words(first) + ", not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (names.contains(name)) {
                    Value value = value(json, token);
                    if (value == null) {
                        values.remove(name);
                    } else {
                        values.put(name, value);
                    }
                }
                json.skipChildren();
            }
            isClosed = true;
            if (json.nextToken() != null) {
                throw new BadLine(
                        Fault.NOT_JSON,
                        somethingFollows(line, json.currentTokenLocation().getCharOffset()));
            }
            return values;
        } catch (StreamConstraintsException e) {
            throw new BadLine(Fault.NOT_JSON, "values are nested more than " + MOST_NESTING + " deep");
        } catch (JsonEOFException e) {
            throw new BadLine(Fault.NOT_JSON, "the line ends inside its JSON object");
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
            throw new BadLine(Fault.NOT_JSON, isClosed ? somethingFollows(line, at) : notJson(line, at));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Value value(JsonParser json, JsonToken token) throws IOException {
        Type type = typeOf(token);
        boolean hasText = type == Type.STRING || type == Type.NUMBER;
        return type == null ? null : new Value(type, hasText ? json.getText() : null);
    }

    private static Type typeOf(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> Type.STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Type.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Type.BOOLEAN;
            case START_OBJECT -> Type.OBJECT;
            case START_ARRAY -> Type.ARRAY;
            default -> null;
        };
    }

    private static String words(JsonToken token) {
        Type type = typeOf(token);
        return type == null ? "null" : type.words();
    }

    private static boolean isBlankText(byte[] buffer, int from, int to) {
        return Utf8.firstInvalid(buffer, from, to) < 0 && Names.isBlank(new String(buffer, from, to - from, UTF_8));
    }

    private static String notJson(String line, long at) {
        return "the line is not valid JSON near character " + (at + 1) + ": " + excerpt(line, at);
    }

    private static String somethingFollows(String line, long at) {
        return "something follows the JSON object near character " + (at + 1) + ": " + excerpt(line, at);
    }

    private static String excerpt(String line, long at) {
        int middle = (int) Math.max(0, Math.min(at, line.length()));
        return BadLine.quoted(line.substring(Math.max(0, middle - 10), Math.min(line.length(), middle + 20)));
    }
}
