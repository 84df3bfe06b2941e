package io.leaverwatch.reference;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields of one object, read as src/docs/inputs.md says. */
final class ReferenceFields {

    private static final BigInteger MOST_RECORDS = BigInteger.TWO.pow(63).subtract(BigInteger.ONE);

    private final Map<?, ?> fields;

    ReferenceFields(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** The line breaks a rule. */
    static final class Dead extends Exception {
        private static final long serialVersionUID = 1L;

        Dead(String reason) {
            super(reason);
        }
    }

    /** As given, not trimmed. */
    String required(String name) throws Dead {
        Object value = present(name);
        if (value == null) {
            throw new Dead(name + " is missing");
        }
        if (!(value instanceof String text)) {
            throw new Dead(name + " is no JSON string");
        }
        return text;
    }

    /** As given, not trimmed; null where absent or of a wrong type. */
    String optional(String name) {
        return present(name) instanceof String text ? text : null;
    }

    /** Upper case; {@code standard} where absent, and required where that is null. */
    String word(String name, List<String> words, String standard) throws Dead {
        Object value = present(name);
        if (value == null && standard != null) {
            return standard;
        }
        String text = required(name);
        for (String word : words) {
            if (WhiteSpace.key(text).equals(word.toLowerCase(Locale.ROOT))) {
                return word;
            }
        }
        throw new Dead(name + " is none of " + words);
    }

    /** Null where absent. */
    ReferenceTime time(String name) throws Dead {
        Object value = present(name);
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return ReferenceTime.ofText(text).orElseThrow(() -> new Dead(name + " is no time"));
        }
        if (value instanceof ReferenceJson.Numeral number) {
            return ReferenceTime.ofNumeral(number.literal()).orElseThrow(() -> new Dead(name + " is no time"));
        }
        throw new Dead(name + " is neither text nor number");
    }

    ReferenceTime requiredTime(String name) throws Dead {
        ReferenceTime time = time(name);
        if (time == null) {
            throw new Dead(name + " is missing");
        }
        return time;
    }

    /** Interpretation: only an integer literal counts; 1.0, 1e3, a string or a negative number is of a wrong type, that is absent. */
    BigInteger records(String name) {
        if (present(name) instanceof ReferenceJson.Numeral number
                && number.literal().matches("-?[0-9]+")) {
            BigInteger records = new BigInteger(number.literal());
            return records.signum() >= 0 && records.compareTo(MOST_RECORDS) <= 0 ? records : null;
        }
        return null;
    }

    /** Null where the field is missing, null, or blank. */
    private Object present(String name) {
        Object value = fields.get(name);
        if (value == ReferenceJson.NULL || (value instanceof String text && WhiteSpace.isBlank(text))) {
            return null;
        }
        return value;
    }
}
