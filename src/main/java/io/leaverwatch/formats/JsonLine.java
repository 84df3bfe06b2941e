package io.leaverwatch.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import io.leaverwatch.domain.Names;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** One object of JSON on one line, as UTF-8, the same on every machine. */
final class JsonLine {
    /** Writes whatever an input line can hold. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final char REPLACEMENT = '\uFFFD';

    private JsonLine() {}

    /** Writes the fields of the object. */
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * The line, without its ending. A lone surrogate has no UTF-8 form, and as an escape it would keep jq and others from reading
     * any line of the file: it is written as the character that stands for what cannot be shown.
     */
    static byte[] of(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return utf8(text.toString());
    }

    private static byte[] utf8(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        // Nearly always: nothing beyond ASCII. Comparing whole texts is many times as fast as looking at each
        // character.
        boolean isAscii = bytes.length == json.length() && new String(bytes, StandardCharsets.ISO_8859_1).equals(json);
        return isAscii ? bytes : withoutLoneSurrogates(json).getBytes(StandardCharsets.UTF_8);
    }

    /** An id as output shows it, trimmed; null for null. */
    static String id(String id) {
        return id == null ? null : Names.trim(id);
    }

    /** A word of a fixed list; null for null. */
    static String word(Enum<?> word) {
        return word == null ? null : word.name();
    }

    /** Where something was read: a file and a byte offset, or a topic, partition and offset. */
    static void writePlace(JsonGenerator json, String source, int partition, long position) throws IOException {
        json.writeStringField("source", source);
        if (partition < 0) {
            json.writeNumberField("position", position);
        } else {
            json.writeNumberField("partition", partition);
            json.writeNumberField("offset", position);
        }
    }

    /** A list of texts. */
    static void writeTexts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static String withoutLoneSurrogates(String json) {
        StringBuilder whole = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(i + 1));
            if (isPair) {
                i++;
            } else {
                whole = whole == null ? new StringBuilder(json) : whole;
                whole.setCharAt(i, REPLACEMENT);
            }
        }
        return whole == null ? json : whole.toString();
    }
}
