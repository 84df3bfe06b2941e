package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leaverwatch.domain.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a line as it was read, kept to be written again. Of a name given twice the last counts. */
final class GivenFields {
    /** A number in the digits in which it was given. */
    private record Digits(String text) {}

    private final Map<String, Object> fields;

    private GivenFields(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** The fields of a line; none where it is no JSON object, as a line of another format may be. */
    static GivenFields of(byte[] raw) {
        String line = EscapedSurrogates.unescaped(new String(raw, UTF_8));
        try (JsonParser parser = ParsedLine.JSON.createParser(line)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    ? new GivenFields(object(parser))
                    : new GivenFields(Map.of());
        } catch (IOException e) {
            return new GivenFields(Map.of());
        }
    }

    /** The text of a field; null where it is absent, blank or no text. */
    String text(String name) {
        return fields.get(name) instanceof String text && !Names.isBlank(text) ? text : null;
    }

    /** Whether a field is given with something in it that is no text. */
    boolean isOther(String name) {
        Object value = fields.get(name);
        return value != null && !(value instanceof String);
    }

    /** Whether a field is given with something in it: neither null nor blank. */
    boolean isPresent(String name) {
        Object value = fields.get(name);
        return value != null && !(value instanceof String text && Names.isBlank(text));
    }

    /** The names of the fields, in the order in which they were first given. */
    Iterable<String> names() {
        return fields.keySet();
    }

    /** Writes a field's value as it was given. */
    void write(JsonGenerator json, String name) throws IOException {
        json.writeFieldName(name);
        write(json, fields.get(name));
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT:
                return object(parser);
            case START_ARRAY:
                List<Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                return items;
            case VALUE_STRING:
                return parser.getText();
            case VALUE_NUMBER_INT:
            case VALUE_NUMBER_FLOAT:
                return new Digits(parser.getText());
            case VALUE_TRUE:
                return true;
            case VALUE_FALSE:
                return false;
            default:
                return null;
        }
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> object) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : object.entrySet()) {
                json.writeFieldName((String) field.getKey());
                write(json, field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Digits number) {
            json.writeNumber(number.text());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString((String) value);
        }
    }
}
