package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.formats.AccessScanner.Verdict;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessScannerTest {
    private static final Place PLACE = Place.ofFile(InputKind.ACCESS, 2, "accesses.ndjson");
    private static final LeaverIndex LEAVERS = leavers();
    private static final String PLAIN =
            "{\"eventId\":\"a-1\",\"occurredAt\":\"2031-05-21T08:15:00.000Z\",\"system\":\"Organise\",\"credentialId\":\"%s\"}";

    private final AccessScanner scanner = new AccessScanner(TestPolicies.LONDON, LEAVERS);

    @Test
    void decidesAsTheReaderDoesOnHostileLines() {
        for (long seed = 1; seed <= 4; seed++) {
            HostileAccesses lines = new HostileAccesses(new Random(seed));
            for (int i = 0; i < 20_000; i++) {
                byte[] line = lines.line();
                if (indexOfLineFeed(line) < 0) {
                    String byReader = withReader(line);
                    String byScanner = withScanner(line);
                    if (!byScanner.equals(byReader)) {
                        String shown =
                                new String(line, UTF_8) + " " + HexFormat.of().formatHex(line);
                        assertThat(byScanner).as("seed %d: %s", seed, shown).isEqualTo(byReader);
                    }
                }
            }
        }
    }

    @Test
    void decidesMostValidLinesItself() {
        Random random = new Random(5);
        HostileAccesses lines = new HostileAccesses(random);
        NativeAccessReader reader = new NativeAccessReader(TestPolicies.LONDON, LEAVERS);
        int[] decided = new int[Verdict.values().length];
        for (int i = 0; i < 20_000; i++) {
            byte[] line = lines.line();
            boolean isValid = indexOfLineFeed(line) < 0
                    && reader.read(line, 0, line.length, PLACE, 0).deadLetter() == null;
            if (isValid) {
                decided[scanner.scan(padded(line), 0).ordinal()]++;
            }
        }
        assertThat(decided[Verdict.NOT_CONCERNED.ordinal()]).isGreaterThan(1000);
        assertThat(decided[Verdict.KEEP.ordinal()]).isGreaterThan(500);
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

    private static String withReader(byte[] line) {
        TallyCounter counter = new TallyCounter(PLACE, TestPolicies.LONDON);
        Reading<AccessEvent> reading =
                new NativeAccessReader(TestPolicies.LONDON, LEAVERS).read(line, 0, line.length, PLACE, 0);
        counter.count(reading);
        return shown(reading.event()) + shown(reading.deadLetter()) + shown(counter.tally());
    }

    private static String withScanner(byte[] line) {
        StringBuilder[] found = {new StringBuilder("-"), new StringBuilder("-")};
        AccessLines lines = new AccessLines(PLACE, TestPolicies.LONDON, LEAVERS, new EventOutput<>() {
            @Override
            public void event(AccessEvent event) {
                found[0] = new StringBuilder(shown(event));
            }

            @Override
            public void deadLetter(DeadLetter deadLetter) {
                found[1] = new StringBuilder(shown(deadLetter));
            }
        });
        byte[] padded = padded(line);
        assertThat(lines.endOfLine(padded, 0, padded.length - 16)).isEqualTo(line.length);
        lines.line(padded, 0, line.length, 0);
        return found[0] + found[1].toString() + shown(lines.tally());
    }

    private static String shown(AccessEvent event) {
        return event == null
                ? "-"
                : new AccessEvent(
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

    private static String shown(DeadLetter letter) {
        return letter == null ? "-" : letter.reason() + HexFormat.of().formatHex(letter.raw());
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

    private static int indexOfLineFeed(byte[] line) {
        for (int i = 0; i < line.length; i++) {
            // A carriage return at the end would belong to the line's ending.
            if (line[i] == '\n' || (line[i] == '\r' && i == line.length - 1)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] padded(byte[] line) {
        byte[] padded = Arrays.copyOf(line, line.length + 16);
        padded[line.length] = '\n';
        return padded;
    }

    private static LeaverIndex leavers() {
        LeaverIndex.Builder builder = new LeaverIndex.Builder(TestPolicies.LONDON);
        for (String member : HostileAccesses.LEAVERS) {
            builder.add(new MembershipEvent(
                    "m", member, MembershipType.RESIGNED, 0, false, false, 0, 0, 0, null, null, null, null));
        }
        return builder.build();
    }
}
