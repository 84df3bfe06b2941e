package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Access lines in every spelling that JSON allows, and some that it does not. */
public final class HostileAccesses {
    /** Credentials that a test's index holds, as compared. */
    public static final List<String> LEAVERS =
            List.of("ann@example.org", "k\u00e9lvin", "kim", "\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2", "a b");

    private static final String[] SYSTEMS = {
        "Organise",
        "organise",
        "ORGANISE",
        "Contact Creator",
        "contact-creator",
        "Contact  Creator",
        " Contact\u00a0Creator\u3000",
        "Contact\\tCreator",
        "Organi\u017fe",
        "Wiki",
        "Wiki",
        "Mail",
        "",
        " ",
        "\u00a0",
        "Org\\u0061nise",
        "Organise2",
        "\u00d6rganise"
    };
    private static final String[] CREDENTIALS = {
        "ann@example.org",
        "ANN@Example.org",
        " ann@example.org",
        "ann@example.org\u2003",
        "bob@example.org",
        "kim",
        "\u212aim",
        "K\u00c9LVIN",
        "k\u00e9lvin",
        "\u03a3\u038a\u03a3\u03a5\u03a6\u039f\u03a3",
        "a b",
        "A B ",
        "a  b",
        "",
        " ",
        "\u2028",
        "ann\\u0040example.org",
        "ann@example.orgx",
        "annXexample.org",
        "an",
        "zzz",
        "\\ud800",
        "\ud83d\ude00"
    };
    private static final String[] OTHERS = {
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1.5",
        "1e3",
        "9223372036854775807",
        "9223372036854775808",
        "007",
        "1.",
        ".5",
        "-",
        "+1",
        "NaN",
        "Infinity",
        "nul",
        "True",
        "[]",
        "{}",
        "[1,2,{\"system\":\"Organise\"}]",
        "{\"a\":{\"b\":[null,true]}}",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\"}",
        "[",
        "{",
        "]",
        "}",
        "\"",
        "",
        "'x'",
        "1 2",
        "\"a\"\"b\"",
        "[[[[[]]]]]",
        "-0",
        "12345678901234567890123"
    };
    private static final String[] WORDS = {
        "SUCCESS", "DENIED", "ERROR", "success", " Denied ", "SUCCES", "", "LOGIN", "export", " \u00e9xport ", "\u00df"
    };
    private static final String[] GAPS = {"", "", "", "", "", "", " ", "  ", "\t", "\r", "\u00a0", "\f", "\u0000"};
    private static final String[] TEXTS = {
        "10.0.0.1",
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "s-121f187703de2f56",
        "\\\"quoted\\\" and \\\\ and \\/",
        "\\u00e9\\uD83D\\uDE00",
        "\\x",
        "\\u12G4",
        "tab\there",
        "\u00e9\u4e2d\ud83d\ude00",
        "",
        " ",
        "\u0001",
        "ends with backslash \\\\",
        "\u007f",
        "a,b}c{d:e",
        "12345678",
        "1234567",
        "123456789"
    };

    private final Random random;
    private final AlmostTimes times;
    private final boolean isSteady;
    private boolean isWild;

    /** Steady lines mostly have all fields, in one order, as a program's log has. */
    public HostileAccesses(Random random, boolean isSteady) {
        this.random = random;
        this.isSteady = isSteady;
        this.times = new AlmostTimes(random);
    }

    /** A line without its ending; it may hold line feeds where bytes were changed by chance. */
    public byte[] line() {
        isWild = random.nextInt(isSteady ? 20 : 3) == 0;
        List<String> fields = new ArrayList<>();
        field(fields, "eventId", text(new String[] {"a-1", "a-2", "a-000000000001", "", "\u00e9", " x "}));
        field(fields, "occurredAt", time());
        field(fields, "system", text(SYSTEMS));
        field(fields, "credentialId", text(CREDENTIALS));
        optional(fields, "action", text(WORDS));
        optional(fields, "outcome", random.nextInt(3) > 0 ? "\"SUCCESS\"" : text(WORDS));
        optional(fields, "sourceIp", text(TEXTS));
        optional(fields, "userAgent", text(TEXTS));
        optional(fields, "sessionId", text(TEXTS));
        optional(fields, "resource", text(TEXTS));
        optional(fields, "recordsAffected", random.nextInt(4) > 0 ? String.valueOf(random.nextInt(500)) : other());
        while (random.nextInt(isSteady ? 300 : 4) == 0) {
            fields.add(
                    name(pick(new String[] {"x", "geo", "systems", "eventI", "Action", "a_very_long_name_of_a_field"}))
                            + gap() + ":" + gap() + (random.nextInt(3) == 0 ? other() : text(TEXTS)));
        }
        if (!isSteady && random.nextBoolean()) {
            Collections.shuffle(fields, random);
        }
        String line = gap() + "{" + gap() + String.join(gap() + "," + gap(), fields) + gap() + "}" + gap();
        return spoilt(line.getBytes(UTF_8));
    }

    private byte[] spoilt(byte[] line) {
        byte[] bytes = line;
        while (random.nextInt(7) == 0 && bytes.length > 0) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 1, bytes.length));
                case 3 ->
                    bytes = joined(
                            bytes,
                            pick(new String[] {"x", "}", "{}", ",", "\"", "null", "\u00a0"})
                                    .getBytes(UTF_8));
                case 4 -> bytes[at] = "\"\\{}[],:\u0080\u00c0\u00ff".getBytes(ISO_8859_1)[random.nextInt(11)];
                default ->
                    bytes = joined(
                            Arrays.copyOf(bytes, at),
                            joined(
                                    new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                                    Arrays.copyOfRange(bytes, at, bytes.length)));
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private void field(List<String> fields, String name, String value) {
        if (random.nextInt(isSteady ? 1000 : 30) > 0) {
            fields.add(name(name) + gap() + ":" + gap() + (random.nextInt(40) == 0 ? other() : value));
        }
        if (random.nextInt(isSteady ? 1000 : 60) == 0) {
            field(fields, name, value);
        }
    }

    private void optional(List<String> fields, String name, String value) {
        if (isSteady || random.nextInt(3) > 0) {
            field(fields, name, value);
        }
    }

    private String name(String name) {
        return random.nextInt(isSteady ? 500 : 60) == 0
                ? "\"" + String.format("\\u%04x", (int) name.charAt(0)) + name.substring(1) + "\""
                : "\"" + name + "\"";
    }

    private String time() {
        return switch (random.nextInt(6)) {
            case 0 -> times.number();
            case 1 -> "\"" + times.text() + "\"";
            case 2 -> String.valueOf(1_900_000_000_000L + random.nextInt());
            case 3 -> "\"2031-05-21\"";
            case 4 -> "\"2031-05-21T08:15\"";
            default -> "\"2031-05-21T08:15:00." + (100 + random.nextInt(900)) + "Z\"";
        };
    }

    private String other() {
        return pick(OTHERS);
    }

    private String text(String[] texts) {
        return "\"" + pick(texts) + "\"";
    }

    private String gap() {
        return !isWild || random.nextInt(8) > 0 ? "" : pick(GAPS);
    }

    private String pick(String[] texts) {
        return texts[random.nextInt(texts.length)];
    }
}
