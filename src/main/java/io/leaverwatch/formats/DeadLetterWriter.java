package io.leaverwatch.formats;

import io.leaverwatch.domain.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Dead letters as lines of JSON. */
public final class DeadLetterWriter {
    private DeadLetterWriter() {}

    /**
     * One dead letter: {@code raw} as text, or {@code rawBase64} where the bytes are not UTF-8 (a cut can make them so);
     * {@code length} and {@code sha256} of the whole line where only its beginning is kept.
     *
     * @return a JSON object in UTF-8 without a line ending
     */
    public static byte[] write(DeadLetter letter) {
        return JsonLine.of(json -> {
            json.writeStringField("kind", letter.kind());
            json.writeStringField("reason", letter.reason());
            JsonLine.writePlace(json, letter.source(), letter.partition(), letter.position());
            String text = utf8(letter.raw());
            if (text != null) {
                json.writeStringField("raw", text);
            } else {
                json.writeBinaryField("rawBase64", letter.raw());
            }
            if (letter.sha256() != null) {
                json.writeNumberField("length", letter.length());
                json.writeStringField("sha256", letter.sha256());
            }
        });
    }

    /** The text of the bytes; null where they are not UTF-8. */
    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
