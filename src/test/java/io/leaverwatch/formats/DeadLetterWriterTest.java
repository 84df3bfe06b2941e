package io.leaverwatch.formats;

import static io.leaverwatch.formats.WriterSamples.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Fault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DeadLetterWriterTest {
    private static DeadLetter letter(int partition, byte[] raw, String sha256) {
        String source = partition < 0 ? "in/accesses.ndjson" : "access-events";
        return new DeadLetter(
                "access", Fault.WRONG_TIME, "occurredAt is 'soon'", 0, source, partition, 99, raw, 2_000_000, sha256);
    }

    @Test
    void writesTheLineAsText() {
        byte[] raw = "{\"occurredAt\":\"soon\",\"é\u0000\t".getBytes(StandardCharsets.UTF_8);
        assertThat(line(DeadLetterWriter.write(letter(-1, raw, null))))
                .isEqualTo("{\"kind\":\"access\",\"reason\":\"occurredAt is 'soon'\",\"source\":\"in/accesses.ndjson\","
                        + "\"position\":99,\"raw\":\"{\\\"occurredAt\\\":\\\"soon\\\",\\\"é\\u0000\\t\"}");
    }

    @Test
    void writesBytesThatAreNotUtf8AsBase64() {
        assertThat(line(DeadLetterWriter.write(letter(2, new byte[] {(byte) 0xff, 'a', (byte) 0xc3}, null))))
                .isEqualTo("{\"kind\":\"access\",\"reason\":\"occurredAt is 'soon'\",\"source\":\"access-events\","
                        + "\"partition\":2,\"offset\":99,\"rawBase64\":\"/2HD\"}");
    }

    @Test
    void takesASurrogateInBytesForWhatIsNotUtf8() {
        byte[] encodedSurrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
        assertThat(line(DeadLetterWriter.write(letter(2, encodedSurrogate, null))))
                .endsWith("\"rawBase64\":\"7aCA\"}");
    }

    @Test
    void writesLengthAndHashOfALineOfWhichOnlyTheBeginningIsKept() {
        assertThat(line(DeadLetterWriter.write(letter(-1, new byte[] {'a', 'b'}, "00ff"))))
                .endsWith(",\"position\":99,\"raw\":\"ab\",\"length\":2000000,\"sha256\":\"00ff\"}");
    }
}
