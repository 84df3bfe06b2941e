package io.leaverwatch.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** A text comes back as it was, whatever its characters and wherever among the others they stand. */
class TextsTest {
    private static final String ODD = "a?\u007f\u0080\u00ff\u0100\u4e00\ud800\udc00\0";
    private static final long SEED = 20310711;
    private static final int CASES = 20_000;

    @Test
    void comesBackAsItWas() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            StringBuilder text = new StringBuilder("x".repeat(random.nextInt(20)));
            for (int odd = random.nextInt(3); odd > 0; odd--) {
                text.insert(random.nextInt(text.length() + 1), ODD.charAt(random.nextInt(ODD.length())));
            }
            assertThat(back(text.toString())).isEqualTo(text.toString());
        }
        assertThat(back(null)).isNull();
    }

    @Test
    void takesOneByteForEachAsciiCharacterAndOneMore() throws IOException {
        assertThat(written("what? ascii").length()).isEqualTo("what? ascii".length() + 1);
    }

    private static String back(String text) throws IOException {
        return Texts.read(new DataInputDeserializer(written(text).getCopyOfBuffer()));
    }

    private static DataOutputSerializer written(String text) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(8);
        Texts.write(text, out);
        return out;
    }
}
