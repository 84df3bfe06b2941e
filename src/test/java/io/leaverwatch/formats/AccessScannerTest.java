package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.AccessScanner.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessScannerTest {
    private static final Place PLACE = Place.ofFile(InputKind.ACCESS, 2, "accesses.ndjson");
    /** With so long a gap the coverage stays small. */
    private static final Policy POLICY = TestPolicies.of("Europe/London", Duration.ofDays(10_000));

    private static final int PADDING = 16;
    private static final LeaverIndex LEAVERS =
            TestLeavers.resigned(HostileAccesses.LEAVERS).build();
    private static final String PLAIN =
            "{\"eventId\":\"a-1\",\"occurredAt\":\"2031-05-21T08:15:00.000Z\",\"system\":\"Organise\",\"credentialId\":\"%s\"}";

    private final AccessScanner scanner = new AccessScanner(POLICY, LEAVERS);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void decidesAsTheReaderDoesOnHostileLines(long seed) {
        HostileAccesses hostile = new HostileAccesses(new Random(seed), seed % 2 == 0);
        Found byReader = new Found();
        Found byScanner = new Found();
        NativeAccessReader reader = new NativeAccessReader(POLICY, LEAVERS);
        TallyCounter counter = new TallyCounter(PLACE, POLICY);
        AccessLines lines = new AccessLines(PLACE, POLICY, LEAVERS, byScanner);
        for (int i = 0; i < 25_000; i++) {
            byte[] line = hostile.line();
            if (hasLineFeed(line)) {
                continue;
            }
            Reading<AccessEvent> reading = reader.read(line, 0, line.length, PLACE, i);
            counter.count(reading);
            byReader.add(reading);
            byte[] padded = padded(line);
            assertThat(lines.endOfLine(padded, 0, padded.length - PADDING)).isEqualTo(line.length);
            lines.line(padded, 0, line.length, i);
            if (!byScanner.all.equals(byReader.all) || !shown(lines.tally()).equals(shown(counter.tally()))) {
                String shown = new String(line, UTF_8) + " " + HexFormat.of().formatHex(line);
                assertThat(byScanner.all).as("seed %d: %s", seed, shown).isEqualTo(byReader.all);
                assertThat(shown(lines.tally())).as("seed %d: %s", seed, shown).isEqualTo(shown(counter.tally()));
            }
            byReader.all.clear();
            byScanner.all.clear();
        }
        assertThat(counter.tally().forwarded()).isGreaterThan(100);
    }

    @Test
    void decidesMostValidLinesItself() {
        Random random = new Random(5);
        HostileAccesses lines = new HostileAccesses(random, true);
        NativeAccessReader reader = new NativeAccessReader(POLICY, LEAVERS);
        int[] decided = new int[Verdict.values().length];
        for (int i = 0; i < 20_000; i++) {
            byte[] line = lines.line();
            boolean isValid = !hasLineFeed(line)
                    && reader.read(line, 0, line.length, PLACE, 0).deadLetter() == null;
            if (isValid) {
                decided[scanner.scan(padded(line), 0).ordinal()]++;
            }
        }
        assertThat(decided[Verdict.NOT_CONCERNED.ordinal()]).isGreaterThan(1000);
        assertThat(decided[Verdict.KEEP.ordinal()]).isGreaterThan(150);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"system\":\"Wiki\"",
                "{\"system\":\"Wiki\"}x",
                "{\"system\":\"Wiki\"} {}",
                "{\"system\":\"Wiki\",}",
                "{\"system\":\"Wiki\" \"a\":1}",
                "{\"system\":\"Wiki\",\"a\":01}",
                "{\"system\":\"Wiki\",\"a\":1.}",
                "{\"system\":\"Wiki\",\"a\":NaN}",
                "{\"system\":\"Wiki\",\"a\":nul}",
                "{\"system\":\"Wiki\",\"a\":[1,]}",
                "{\"system\":\"Wiki\",\"a\":\"\u0001\"}",
                "{\"system\":\"Wiki\",\"a\":\"\\x\"}",
                "{\"system\":\"Wiki\",\"a\":\"\\u12\"}",
                "{\"system\":\"Wiki\",\"system\":\"Organise\"}",
                "{\"system\":\"Wiki\",\"syst\\u0065m\":\"Organise\"}",
                "{\"system\":\"W\\u0069ki\"}",
                "{\"system\":7}",
                "{\"system\":\" \"}",
                "[{\"system\":\"Wiki\"}]"
            })
    void leavesToTheReaderWhatIsBrokenOrUnusual(String line) {
        assertThat(scanner.scan(padded(line.getBytes(UTF_8)), 0)).isEqualTo(Verdict.DONT_KNOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"system\":\"Wiki\"}",
                " { \"system\" : \"Wiki\" , \"a\" : 1 } ",
                "{\"a\":{\"b\":[1,{\"c\":\"\\u00e9}\"}]},\"system\":\"Wiki\"}",
                "{\"system\":\"Wiki\",\"userAgent\":\"\\\"\u00e9\\\"\"}",
                "{\"system\":\"Wiki\",\"a\":-1.5e+10,\"b\":true,\"c\":null}\r"
            })
    void passesOverLinesOfOtherSystems(String line) {
        assertThat(scanner.scan(padded(line.getBytes(UTF_8)), 0)).isEqualTo(Verdict.NOT_CONCERNED);
        assertThat(scanner.system()).isNegative();
    }

    @Test
    void keepsWhatALeaverMayHaveDoneAndCountsTheOthersInTheCoverage() {
        assertThat(scanner.scan(padded(String.format(PLAIN, "Ann@Example.ORG").getBytes(UTF_8)), 0))
                .isEqualTo(Verdict.KEEP);
        assertThat(scanner.scan(padded(String.format(PLAIN, "bob@example.org").getBytes(UTF_8)), 0))
                .isEqualTo(Verdict.NOT_CONCERNED);
        assertThat(scanner.system()).isEqualTo(1);
        assertThat(scanner.occurredAt()).isEqualTo(1_937_117_700_000L);
    }

    /** What lines turned out to be, as text. */
    private static final class Found implements EventOutput<AccessLine> {
        private final AccessReader whole = new AccessReader(POLICY);
        private final List<String> all = new ArrayList<>();

        void add(Reading<AccessEvent> reading) {
            if (reading.event() != null) {
                all.add(shown(reading.event()));
            } else if (reading.deadLetter() != null) {
                deadLetter(reading.deadLetter());
            }
        }

        @Override
        public void event(AccessLine line) {
            AccessEvent event = whole.read(line.place(), line.position(), line.raw());
            assertThat(line).usingRecursiveComparison().isEqualTo(AccessLine.of(event, PLACE));
            all.add(shown(event));
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            all.add(letter.reason() + letter.position() + HexFormat.of().formatHex(letter.raw()));
        }
    }

    private static String shown(AccessEvent event) {
        return new AccessEvent(
                                event.eventId(),
                                event.occurredAt(),
                                event.zoneAssumed(),
                                event.system(),
                                event.credentialId(),
                                event.action(),
                                event.outcome(),
                                event.sessionId(),
                                event.recordsAffected(),
                                null,
                                null)
                        .toString()
                + HexFormat.of().formatHex(event.origin().sha256())
                + HexFormat.of().formatHex(event.raw());
    }

    private static String shown(Tally tally) {
        StringBuilder shown = new StringBuilder();
        shown.append(tally.blank())
                .append(tally.dead())
                .append(tally.notConcerned())
                .append(tally.forwarded());
        shown.append(tally.wrongTyped());
        tally.covered()
                .forEach(covered -> shown.append(covered.system())
                        .append(covered.events())
                        .append(Arrays.toString(covered.spans())));
        return shown.toString();
    }

    private static boolean hasLineFeed(byte[] line) {
        for (int i = 0; i < line.length; i++) {
            // A carriage return at the end would belong to the line's ending.
            if (line[i] == '\n' || (line[i] == '\r' && i == line.length - 1)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] padded(byte[] line) {
        byte[] padded = Arrays.copyOf(line, line.length + PADDING);
        padded[line.length] = '\n';
        return padded;
    }
}
