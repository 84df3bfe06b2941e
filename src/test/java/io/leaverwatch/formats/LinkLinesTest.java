package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Relation;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkLinesTest {
    private static final Place PLACE = new Place(InputKind.LINK, 1, "l.ndjson", -1);
    private static final String[] MEMBERS = {
        "ann", "Ann", " ann", "ann\u00a0", "\u212aim", "kim", "bob", "cid", "", " ", "\\u0061nn", "\u00e9", "ann\\u00a0"
    };
    private static final String[] RELATIONS = {
        "\"OWNER\"", "\"DELEGATE\"", "\"SERVICE\"", "\"owner\"", "null", "\"\"", "\"X\"", "7", "\"OWNER\\u0020\""
    };
    private static final String[] TIMES = {
        "null", "\"\"", "\"2031-05-21\"", "\"2031-05-21T00:00:00.001\"", "1936915200", "\"x\"", "true", "\"2031-05-22\""
    };

    private final NativeLinkReader reader = new NativeLinkReader(ZoneId.of("Europe/London"));

    @Test
    void readsALinkWithTheLeastFields() {
        CredentialLink link = link("{\"credentialId\":\" Ann@X \",\"memberId\":\" Ann \"}");
        assertThat(link.credentialId()).isEqualTo("Ann@X");
        assertThat(link.memberId()).isEqualTo("Ann");
        assertThat(link.relation()).isEqualTo(Relation.OWNER);
        assertThat(link.validFrom()).isEqualTo(Long.MIN_VALUE);
        assertThat(link.validUntil()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void readsDatesAsTheStartOfTheDay() {
        CredentialLink link = link("{\"credentialId\":\"a\",\"memberId\":\"b\",\"relation\":\"delegate\","
                + "\"validFrom\":\"2031-05-21\",\"validUntil\":\"2031-05-22\"}");
        assertThat(link.relation()).isEqualTo(Relation.DELEGATE);
        assertThat(link.validFrom())
                .isEqualTo(Instant.parse("2031-05-20T23:00:00Z").toEpochMilli());
        assertThat(link.validUntil())
                .isEqualTo(Instant.parse("2031-05-21T23:00:00Z").toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"memberId":"a"} | credentialId is missing
            {"credentialId":"a","memberId":" "} | memberId is missing
            {"credentialId":"a","memberId":"b","relation":"FRIEND"} | relation is "FRIEND"; allowed are OWNER, DELEGATE, SERVICE
            {"credentialId":"a","memberId":"b","validFrom":"x"} | validFrom is "x", which is no time
            {"credentialId":"a","memberId":"b","validFrom":1,"validUntil":1.0009} | validUntil (1970-01-01T00:00:01Z) must be after validFrom (1970-01-01T00:00:01Z)
            {"credentialId":"a","memberId":"b","validFrom":2,"validUntil":1} | validUntil (1970-01-01T00:00:01Z) must be after validFrom (1970-01-01T00:00:02Z)
            """)
    void saysWhatIsWrong(String line, String reason) {
        byte[] bytes = line.getBytes(UTF_8);
        assertThat(reader.read(bytes, 0, bytes.length, PLACE, 0).deadLetter().reason())
                .startsWith(reason);
    }

    @Test
    void findsTheSameLeaversAndLinksAsTheReaderAloneOnHostileLines() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<byte[]> lines = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                lines.add(line(random));
            }
            LeaverIndex.Builder quick = builder();
            LeaverIndex.Builder slow = builder();
            LeaverLines leaverLines = new LeaverLines(PLACE, TestPolicies.LONDON, quick);
            lines.forEach(line -> {
                leaverLines.line(padded(line), 0, line.length, 0);
                CredentialLink link =
                        reader.read(line, 0, line.length, PLACE, 0).event();
                if (link != null) {
                    slow.add(link);
                }
            });
            LeaverIndex found = quick.build();
            LeaverIndex expected = slow.build();
            Found byLines = new Found(new ArrayList<>());
            Found byReader = new Found(new ArrayList<>());
            LinkLines linkLines = new LinkLines(PLACE, TestPolicies.LONDON, found, byLines);
            for (byte[] line : lines) {
                linkLines.line(padded(line), 0, line.length, 7);
                Reading<CredentialLink> reading = reader.read(line, 0, line.length, PLACE, 7);
                if (reading.event() == null || expected.mayHold(reading.event().credentialKey())) {
                    reading.giveTo(byReader);
                }
            }
            assertThat(byLines.all()).as("seed %d", seed).isEqualTo(byReader.all());
            assertThat(linkLines.tally().lines()).isEqualTo(40);
            assertThat(linkLines.tally().forwarded() + linkLines.tally().dead())
                    .isEqualTo(byLines.all().size());
        }
    }

    private static byte[] line(Random random) {
        StringBuilder line = new StringBuilder("{\"credentialId\":\"");
        line.append(pick(random, MEMBERS)).append(random.nextInt(3)).append("\",\"memberId\":\"");
        line.append(pick(random, MEMBERS)).append('"');
        if (random.nextBoolean()) {
            line.append(",\"relation\":").append(pick(random, RELATIONS));
        }
        if (random.nextInt(3) == 0) {
            line.append(",\"validFrom\":").append(pick(random, TIMES));
            line.append(",\"validUntil\":").append(pick(random, TIMES));
        }
        if (random.nextInt(10) == 0) {
            line.append(",\"memberId\":\"").append(pick(random, MEMBERS)).append('"');
        }
        line.append(random.nextInt(12) == 0 ? "" : "}").append(random.nextInt(12) == 0 ? "x" : "");
        return line.toString().getBytes(UTF_8);
    }

    private static String pick(Random random, String[] texts) {
        return texts[random.nextInt(texts.length)];
    }

    private static LeaverIndex.Builder builder() {
        return TestLeavers.resigned(List.of("ann", "Kim"));
    }

    private static byte[] padded(byte[] line) {
        byte[] padded = Arrays.copyOf(line, line.length + 16);
        padded[line.length] = '\n';
        return padded;
    }

    private CredentialLink link(String line) {
        byte[] bytes = line.getBytes(UTF_8);
        return reader.read(bytes, 0, bytes.length, PLACE, 0).event();
    }

    private record Found(List<String> all) implements EventOutput<CredentialLink> {
        @Override
        public void event(CredentialLink event) {
            all.add(event.identity());
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            all.add(letter.reason());
        }
    }
}
