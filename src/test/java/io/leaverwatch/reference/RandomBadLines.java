package io.leaverwatch.reference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Lines that break a rule, made from lines that keep them. */
final class RandomBadLines {

    private static final List<String> BAD_TIMES = List.of(
            "\"soon\"",
            "true",
            "{}",
            "[]",
            "1e30",
            "-99999999999",
            "\"2031-05-21T24:00Z\"",
            "\"2031-05-21t08:15Z\"",
            "\"2031-05-21T08:15z\"",
            "\" 2031-05-21T08:15Z\"",
            "\"2031-05-21T08:15Z\\u00a0\"",
            "\"2031-05-21 08:15Z\"",
            "\"2031-05-21T08:15+18:01\"",
            "\"2031-02-29T08:15Z\"",
            "\"0000-01-01T00:00Z\"",
            "\"2031-05-21T08:15:60Z\"",
            "\"2031-05-21T08:15:00.1234567890Z\"",
            "\"1936915200\"",
            "\"20.05.2031\"");
    private static final List<String> BAD_TEXTS =
            List.of("null", "\"\"", "\" \\u3000\"", "7", "true", "[]", "{}", "\"\u00a0\"");
    private static final List<String> BAD_WORDS =
            List.of("\"OTHER\"", "\"SUCCES\"", "7", "false", "[]", "{}", "\"OWNER X\"");

    private final Dice dice;

    RandomBadLines(Dice dice) {
        this.dice = dice;
    }

    byte[] bad(ReferenceResult.Kind kind, RandomLine good) {
        if (dice.percent(40)) {
            return broken(good);
        }
        RandomLine line = good.copy();
        List<String> texts = kind == ReferenceResult.Kind.MEMBERSHIP
                ? List.of("eventId", "memberId")
                : kind == ReferenceResult.Kind.CREDENTIAL
                        ? List.of("credentialId", "memberId")
                        : List.of("eventId", "credentialId", "system");
        List<String> bads = kind == ReferenceResult.Kind.MEMBERSHIP
                ? List.of("effectiveAt", "recordedAt")
                : kind == ReferenceResult.Kind.CREDENTIAL ? List.of("validFrom", "validUntil") : List.of("occurredAt");
        String word = kind == ReferenceResult.Kind.MEMBERSHIP
                ? "type"
                : kind == ReferenceResult.Kind.CREDENTIAL ? "relation" : "outcome";
        switch (dice.below(5)) {
            case 0 -> line.fields.remove(dice.pick(texts));
            case 1 -> line.json(dice.pick(texts), dice.pick(BAD_TEXTS));
            case 2 -> line.json(word, dice.pick(BAD_WORDS));
            case 3 -> line.json(dice.pick(bads), dice.pick(BAD_TIMES));
            default -> other(kind, line);
        }
        return bytes(line.hostile());
    }

    private void other(ReferenceResult.Kind kind, RandomLine line) {
        switch (kind) {
            case MEMBERSHIP -> line.json("type", "\"RETRACTED\"").json("retracts", dice.pick(BAD_TEXTS));
            case CREDENTIAL ->
                line.json("validFrom", "\"2031-05-21\"")
                        .json("validUntil", dice.pick("\"2031-05-21\"", "\"2031-05-20T23:59:59.9Z\"", "0"));
            case ACCESS -> line.json("occurredAt", dice.pick("\"2031-05-21\"", "null", "\"\""));
        }
    }

    private byte[] broken(RandomLine good) {
        String line = good.hostile();
        String end = line.substring(0, line.lastIndexOf('}'));
        return switch (dice.below(12)) {
            case 0 -> bytes("[" + line + "]");
            case 1 -> bytes(line + dice.pick("x", ",", "{}", " null", "\u00a0"));
            case 2 -> bytes(line.substring(0, dice.between(1, end.length())) + "\u0001");
            case 3 ->
                bytes(end + ",\"n\":"
                        + dice.pick("NaN", "Infinity", "-Infinity", "+1", "01", "1.", ".5", "0x1", "'a'", "undefined")
                        + "}");
            case 4 -> bytes(end + ",\"n\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}");
            case 5 -> bytes(end + ",}");
            case 6 -> bytes(end);
            case 7 -> bytes(dice.pick("\u00a0", "\ufeff", "//\u00e9 ") + line);
            case 8 -> bytes(dice.pick("null", "\"text\"", "1", "eventId,occurredAt", "<event/>", "{\"eventId\""));
            case 9 -> bytes(end + ",\"n\":\"" + dice.pick("\t", "\u0000", "\\x", "\\u12g4", "\\") + "\"}");
            case 10 ->
                bytes(end + ",\"n\":\"" + "x".repeat(dice.percent(75) ? ReferenceReader.MOST_BYTES : 10)
                        + (dice.percent(50) ? "\\" : "\u0007") + "\"}");
            default -> invalidUtf8(end);
        };
    }

    private byte[] invalidUtf8(String start) {
        byte[] head = bytes(start + ",\"n\":\"");
        byte[] bad = dice.pick(List.of(
                new byte[] {(byte) 0xFF},
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xE2, (byte) 0x82},
                new byte[] {(byte) 0x80}));
        byte[] tail = bytes("\"}");
        byte[] all = Arrays.copyOf(head, head.length + bad.length + tail.length);
        System.arraycopy(bad, 0, all, head.length, bad.length);
        System.arraycopy(tail, 0, all, head.length + bad.length, tail.length);
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
