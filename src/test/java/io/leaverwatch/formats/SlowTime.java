package io.leaverwatch.formats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The times of src/docs/inputs.md by a pattern and java.time: what the fast parser is held to. */
final class SlowTime {
    private static final Pattern TEXT = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)(?:T([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:\\.(\\d{1,9}))?)?"
                    + "(Z|[+-]\\d\\d:?[0-5]\\d)?)?");

    private SlowTime() {}

    /** Null where the text is no time. */
    static Moment text(String text, ZoneId zone) {
        Matcher match = TEXT.matcher(text);
        if (!match.matches() || match.group(1).equals("0000")) {
            return null;
        }
        try {
            LocalDate date = LocalDate.of(number(match, 1), number(match, 2), number(match, 3));
            if (match.group(4) == null) {
                return new Moment(date.atStartOfDay(zone).toInstant().toEpochMilli(), false, true, date.toEpochDay());
            }
            String fraction = match.group(7) == null ? "000" : (match.group(7) + "00").substring(0, 3);
            LocalTime time = LocalTime.of(
                    number(match, 4), number(match, 5), number(match, 6), Integer.parseInt(fraction) * 1_000_000);
            LocalDateTime local = date.atTime(time);
            boolean isLocal = match.group(8) == null;
            // Of a gap and of an overlap the offset before.
            ZoneOffset offset =
                    isLocal ? local.atZone(zone).getZone().getRules().getOffset(local) : ZoneOffset.of(match.group(8));
            long millis = local.toInstant(offset).toEpochMilli();
            return new Moment(millis, isLocal, false, day(millis, zone));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Null where the number is no time; not for exponents beyond a few hundred. */
    static Moment number(String text, ZoneId zone) {
        BigDecimal number = new BigDecimal(text);
        boolean isSeconds = number.abs().compareTo(new BigDecimal("100000000000")) < 0;
        BigDecimal millis = number.movePointRight(isSeconds ? 3 : 0).setScale(0, RoundingMode.DOWN);
        BigDecimal first = BigDecimal.valueOf(-62_135_596_800_000L);
        BigDecimal last = BigDecimal.valueOf(253_402_300_799_999L);
        return millis.compareTo(first) < 0 || millis.compareTo(last) > 0
                ? null
                : new Moment(millis.longValueExact(), false, false, day(millis.longValueExact(), zone));
    }

    private static long day(long millis, ZoneId zone) {
        return java.time.Instant.ofEpochMilli(millis).atZone(zone).toLocalDate().toEpochDay();
    }

    private static int number(Matcher match, int group) {
        return match.group(group) == null ? 0 : Integer.parseInt(match.group(group));
    }
}
