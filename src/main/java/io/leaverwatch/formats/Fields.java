package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.leaverwatch.domain.Fault;
import io.leaverwatch.domain.Names;
import io.leaverwatch.formats.ParsedLine.Type;
import io.leaverwatch.formats.ParsedLine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The named fields of one line, read by the rules for values: null and blank are absent, another type is refused. */
final class Fields {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    private final Map<String, Value> values;
    private final TimeParser times;
    private final List<String> wrongTyped = new ArrayList<>(0);

    Fields(Map<String, Value> values, TimeParser times) {
        this.values = values;
        this.times = times;
    }

    /** A required string, exactly as given. */
    String required(String name) throws BadLine {
        Value value = present(name);
        if (value == null) {
            throw new BadLine(Fault.MISSING_FIELD, name + " is missing or blank; it is required, as a JSON string");
        }
        if (value.type() != Type.STRING) {
            throw new BadLine(Fault.WRONG_VALUE, name + " is " + shown(value) + "; it must be a JSON string");
        }
        return value.text();
    }

    /** A word of a fixed list, trimmed and in any case; null where absent. */
    <E extends Enum<E>> E word(String name, Class<E> words) throws BadLine {
        Value value = present(name);
        if (value == null) {
            return null;
        }
        if (value.type() == Type.STRING) {
            String word = Names.key(value.text());
            for (E constant : words.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return constant;
                }
            }
        }
        throw new BadLine(Fault.WRONG_VALUE, name + " is " + shown(value) + "; allowed are " + list(words));
    }

    /** As {@link #word}, and present. */
    <E extends Enum<E>> E requiredWord(String name, Class<E> words) throws BadLine {
        E word = word(name, words);
        if (word == null) {
            throw new BadLine(Fault.MISSING_FIELD, name + " is missing or blank; allowed are " + list(words));
        }
        return word;
    }

    /** A time; null where absent. */
    Moment time(String name) throws BadLine {
        Value value = present(name);
        if (value == null) {
            return null;
        }
        Moment moment = switch (value.type()) {
            case STRING -> times.text(value.text());
            case NUMBER -> times.number(value.text());
            default -> null;
        };
        if (moment == null) {
            throw new BadLine(
                    Fault.WRONG_TIME,
                    name + " is " + shown(value) + ", which is no time; allowed are " + TimeParser.ALLOWED);
        }
        return moment;
    }

    /** As {@link #time}, and present. */
    Moment requiredTime(String name) throws BadLine {
        Moment moment = time(name);
        if (moment == null) {
            throw new BadLine(
                    Fault.MISSING_FIELD, name + " is missing or blank; it is required: " + TimeParser.ALLOWED);
        }
        return moment;
    }

    /** An optional free text, exactly as given; null where absent or of another type, which is noted. */
    String free(String name) {
        Value value = present(name);
        if (value != null && value.type() != Type.STRING) {
            wrongTyped.add(name);
            return null;
        }
        return value == null ? null : value.text();
    }

    /** An optional integer from 0 to 2^63−1, written as one; -1 where absent or anything else, which is noted. */
    long count(String name) {
        Value value = present(name);
        if (value == null) {
            return -1;
        }
        if (value.type() == Type.NUMBER && INTEGER.matcher(value.text()).matches()) {
            byte[] digits = value.text().getBytes(ISO_8859_1);
            Decimal number = Decimal.parse(digits, 0, digits.length);
            long count = number.wholePart(0);
            if (count != Decimal.TOO_LARGE && !number.isNegative()) {
                return count;
            }
        }
        wrongTyped.add(name);
        return -1;
    }

    /** The free fields asked for so far whose value had another type. */
    List<String> wrongTyped() {
        return wrongTyped.isEmpty() ? List.of() : List.copyOf(wrongTyped);
    }

    private Value present(String name) {
        Value value = values.get(name);
        return value != null && value.type() == Type.STRING && Names.isBlank(value.text()) ? null : value;
    }

    private static String shown(Value value) {
        return switch (value.type()) {
            case STRING -> BadLine.quoted(value.text());
            case NUMBER -> "the number " + BadLine.quoted(value.text()).replace("\"", "");
            default -> value.type().words();
        };
    }

    private static String list(Class<? extends Enum<?>> words) {
        return String.join(
                ", ", Arrays.stream(words.getEnumConstants()).map(Enum::name).toList());
    }
}
