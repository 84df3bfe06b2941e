package io.leaverwatch.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as a policy gives them: in the form of the input's times, but never as a number. */
final class PolicyTime {
    private static final Pattern FORM = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})"
            + "(?:T([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?)(Z|[+-][0-9]{2}:?[0-9]{2})?)?");

    private PolicyTime() {}

    /** Epoch millis, a day alone being its start; empty where the text is no time. */
    static OptionalLong start(String text, ZoneId zone) {
        return parse(text, zone, 0);
    }

    /** Epoch millis, a day alone being its end, the next midnight; empty where the text is no time. */
    static OptionalLong end(String text, ZoneId zone) {
        return parse(text, zone, 1);
    }

    private static OptionalLong parse(String text, ZoneId zone, int daysAfterDay) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || text.startsWith("0000")) {
            return OptionalLong.empty();
        }
        try {
            LocalDate day = LocalDate.parse(parts.group(1));
            if (parts.group(2) == null) {
                Instant midnight = day.plusDays(daysAfterDay).atStartOfDay(zone).toInstant();
                return OptionalLong.of(midnight.toEpochMilli());
            }
            LocalDateTime local = day.atTime(LocalTime.parse(parts.group(2)));
            ZoneId offset = parts.group(3) == null ? zone : ZoneOffset.of(parts.group(3));
            return OptionalLong.of(local.atZone(offset).toInstant().toEpochMilli());
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
