package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.DeadLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record of an access topic is one line: with whatever may stand around it, and with nothing behind it. */
class RecordReaderTest {
    private static final Place PLACE = new Place(InputKind.ACCESS, 0, "access-events", 2);
    private static final String ACCESS =
            "{\"eventId\":\"a-1\",\"occurredAt\":\"2031-05-21T08:15:00.000Z\",\"system\":\"Organise\","
                    + "\"credentialId\":\"Fern@example.org\",\"outcome\":\"DENIED\",\"recordsAffected\":7}";

    private final List<AccessLine> accesses = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final RecordReader reader = new RecordReader(
            PLACE, new AccessLines(PLACE, TestPolicies.LONDON, LeaverIndex.EVERYONE, new EventOutput<>() {
                @Override
                public void event(AccessLine access) {
                    accesses.add(access);
                }

                @Override
                public void deadLetter(DeadLetter letter) {
                    deadLetters.add(letter);
                }
            }));

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s\n", "%s\r\n", "\uFEFF%s", " %s ", "%s\n\n", "\n%s", "%s \n \n"})
    void isAnAccessWithWhateverBlanksAround(String around) throws IOException {
        read(around.formatted(ACCESS));
        assertThat(deadLetters).isEmpty();
        assertThat(accesses).singleElement().satisfies(line -> {
            assertThat(line.credentialKey()).isEqualTo("fern@example.org");
            assertThat(line.system()).isEqualTo("Organise");
            assertThat(line.occurredAt()).isEqualTo(1_937_117_700_000L);
            assertThat(new AccessReader(TestPolicies.LONDON)
                            .read(line.place(), line.position(), line.raw())
                            .recordsAffected())
                    .isEqualTo(7);
        });
    }

    @Test
    void mayBeWrittenOverSeveralLines() throws IOException {
        read(ACCESS.replace(",", ",\n  "));
        assertThat(accesses).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s%s", "%s %s", "%s\n%s", "%s\r\n%s\r\n", "%s\nx"})
    void isADeadLetterWhereSomethingFollows(String two) throws IOException {
        read(two.formatted(ACCESS, ACCESS));
        assertThat(accesses).isEmpty();
        assertThat(deadLetters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.raw()).startsWith(ACCESS.getBytes(UTF_8)));
    }

    private void read(String value) throws IOException {
        reader.read(value.getBytes(UTF_8), 4711);
    }
}
