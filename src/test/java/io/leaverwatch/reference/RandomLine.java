package io.leaverwatch.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A JSON object as a list of names and JSON values, written in one of the many ways that say the same. */
final class RandomLine {

    final Map<String, String> fields = new LinkedHashMap<>();
    private final Dice dice;

    RandomLine(Dice dice) {
        this.dice = dice;
    }

    RandomLine copy() {
        RandomLine copy = new RandomLine(dice);
        copy.fields.putAll(fields);
        return copy;
    }

    RandomLine text(String name, String value) {
        return json(name, quoted(value));
    }

    RandomLine json(String name, String value) {
        fields.put(name, value);
        return this;
    }

    /** Sets an optional free field: to the text, to nothing in one of its spellings, to a value of a wrong type, or not at all. */
    RandomLine free(String name, String value) {
        int way = dice.below(20);
        if (way < 8) {
            text(name, value);
        } else if (way < 10) {
            nothing(name);
        } else if (way == 10) {
            json(name, dice.pick("7", "true", "[]", "{\"a\":\"b\"}", "-1.5e3"));
        }
        return this;
    }

    /** A spelling of absent. */
    RandomLine nothing(String name) {
        return json(name, dice.pick("null", "\"\"", "\" \"", "\"\\u00a0\"", "\"\\t\\n\"", "\"\u3000\""));
    }

    /** The line in its plainest form. */
    String plain() {
        List<String> parts = new ArrayList<>();
        fields.forEach((name, value) -> parts.add("\"" + name + "\":" + value));
        return "{" + String.join(",", parts) + "}";
    }

    /** The line with names in any order, given twice, with unknown ones between, blanks and escapes. */
    String hostile() {
        if (dice.percent(40)) {
            return plain();
        }
        List<String> names = new ArrayList<>(fields.keySet());
        if (dice.percent(50)) {
            dice.shuffle(names);
        }
        List<String> parts = new ArrayList<>();
        for (String name : names) {
            parts.add(name(name) + gap() + ":" + gap() + fields.get(name));
        }
        if (dice.percent(35)) {
            parts.add(
                    dice.below(parts.size() + 1),
                    name(dice.pick("note", "EventId", "x", "", "system ")) + ":" + unknown());
        }
        if (dice.percent(20)) {
            parts.add(0, name(dice.pick(names)) + ":" + dice.pick("null", "7", "\"other\"", "[]", "\"2031-05-20\""));
        }
        StringBuilder out = new StringBuilder(gap()).append('{').append(gap());
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : gap() + "," + gap()).append(parts.get(i));
        }
        return out.append(gap()).append('}').append(gap()).toString();
    }

    private String unknown() {
        return switch (dice.below(11)) {
            case 0 -> "{\"system\":\"Other\",\"credentialId\":[{\"eventId\":1}]}";
            case 1 -> "[".repeat(998) + "]".repeat(998);
            case 2 -> "\"\\ud83d\\ude00 \\\" } , \\\\\"";
            case 3 -> "1e999999999999";
            case 4 -> "\"\\ud800\"";
            case 5 -> "\"\ud83d\ude00\u2028\u00e9\"";
            case 6 -> "1" + "0".repeat(1_100);
            case 7 -> "{\"y\\ud800\":1}";
            default -> dice.pick("0", "-0", "false", "[1,[2,{}]]", "{}", "\"\\\"system\\\":\\\"Other\\\"\"");
        };
    }

    private String gap() {
        return dice.percent(85) ? "" : dice.pick(" ", "\t", "  ", " \r");
    }

    private String name(String name) {
        return quoted(name);
    }

    /** A JSON string; what must be escaped is, and once in a while something else. */
    String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        boolean escapes = dice.percent(8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\t') {
                out.append("\\t");
            } else if (c < 0x20 || (escapes && dice.percent(25))) {
                String hex = String.format(Locale.ROOT, "\\u%04x", (int) c);
                out.append(dice.percent(50) ? hex : hex.toUpperCase(Locale.ROOT).replace('U', 'u'));
            } else if (c == '/' && escapes) {
                out.append("\\/");
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
