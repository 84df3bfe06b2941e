package io.leaverwatch.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as an event gave it; exactly one part is not null.
 *
 * <p>Interpretations: a number is truncated toward zero and must then lie in the years 0001 to 9999 of UTC; the year of a text is the one written, so that its instant may lie up to
 * 18 hours outside; the digits of a fraction behind the third are cut off, before 1970 too; a text is not trimmed.
 *
 * @param instant of a number, or of a text with Z or an offset
 * @param local of a text with a time of day and no offset
 * @param date of a date alone
 */
record ReferenceTime(Instant instant, LocalDateTime local, LocalDate date) {

    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final Pattern DATE_TIME =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?"
                    + "(Z|([+-])([0-9]{2}):?([0-9]{2}))?");
    private static final BigDecimal SECONDS_BELOW = new BigDecimal("100000000000");
    private static final BigInteger FIRST_MILLI =
            BigInteger.valueOf(Instant.parse("0001-01-01T00:00:00.000Z").toEpochMilli());
    private static final BigInteger LAST_MILLI =
            BigInteger.valueOf(Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli());

    /** Reads a text; empty where it is no time. */
    static Optional<ReferenceTime> ofText(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return Optional.of(new ReferenceTime(null, null, dateOf(text)));
            }
            Matcher m = DATE_TIME.matcher(text);
            if (!m.matches()) {
                return Optional.empty();
            }
            LocalDateTime local = LocalDateTime.of(dateOf(m.group(1)), timeOf(m));
            if (m.group(6) == null) {
                return Optional.of(new ReferenceTime(null, local, null));
            }
            ZoneOffset offset = m.group(6).equals("Z") ? ZoneOffset.UTC : offsetOf(m);
            return Optional.of(new ReferenceTime(local.toInstant(offset), null, null));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Reads a JSON number: epoch seconds where its magnitude is below 100,000,000,000, else epoch milliseconds; empty where it lies outside the years 0001 to 9999. */
    static Optional<ReferenceTime> ofNumeral(String literal) {
        BigDecimal number;
        try {
            number = new BigDecimal(literal);
        } catch (NumberFormatException e) {
            // The exponent is beyond an int: nothing, or far beyond every year.
            boolean tiny = literal.contains("e-") || literal.contains("E-") || literal.matches("-?[0.]*[eE].*");
            return tiny ? ofMillis(BigInteger.ZERO) : Optional.empty();
        }
        if (number.signum() == 0) {
            return ofMillis(BigInteger.ZERO);
        }
        long digitsBeforePoint = (long) number.precision() - number.scale();
        if (digitsBeforePoint > 30) {
            return Optional.empty();
        }
        if (digitsBeforePoint < -30) {
            return ofMillis(BigInteger.ZERO);
        }
        BigDecimal millis = number.abs().compareTo(SECONDS_BELOW) < 0 ? number.movePointRight(3) : number;
        return ofMillis(millis.setScale(0, RoundingMode.DOWN).toBigInteger());
    }

    private static Optional<ReferenceTime> ofMillis(BigInteger millis) {
        if (millis.compareTo(FIRST_MILLI) < 0 || millis.compareTo(LAST_MILLI) > 0) {
            return Optional.empty();
        }
        return Optional.of(new ReferenceTime(Instant.ofEpochMilli(millis.longValueExact()), null, null));
    }

    boolean isDateOnly() {
        return date != null;
    }

    /** A time of day without an offset. */
    boolean assumesZone() {
        return local != null;
    }

    /** The instant; a date alone is the start of that day. */
    Instant atStart(ZoneId zone) {
        if (instant != null) {
            return instant;
        }
        return date != null ? startOfDay(date, zone) : atZone(local, zone);
    }

    /** The instant; a date alone is the end of that day, which is the next midnight. */
    Instant atEnd(ZoneId zone) {
        return date != null ? startOfDay(date.plusDays(1), zone) : atStart(zone);
    }

    /** The day it falls on in that zone. */
    LocalDate dayIn(ZoneId zone) {
        return date != null ? date : atStart(zone).atZone(zone).toLocalDate();
    }

    static Instant startOfDay(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** In a gap with the offset before it, in an overlap the earlier instant. */
    private static Instant atZone(LocalDateTime local, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            return local.toInstant(rules.getTransition(local).getOffsetBefore());
        }
        Instant earliest = local.toInstant(offsets.get(0));
        for (ZoneOffset offset : offsets) {
            Instant one = local.toInstant(offset);
            earliest = one.isBefore(earliest) ? one : earliest;
        }
        return earliest;
    }

    private static LocalDate dateOf(String text) {
        int year = Integer.parseInt(text.substring(0, 4));
        if (year < 1) {
            throw new DateTimeException("year 0000");
        }
        return LocalDate.of(year, Integer.parseInt(text.substring(5, 7)), Integer.parseInt(text.substring(8, 10)));
    }

    private static LocalTime timeOf(Matcher m) {
        int second = m.group(4) == null ? 0 : Integer.parseInt(m.group(4));
        int millis = m.group(5) == null ? 0 : Integer.parseInt((m.group(5) + "00").substring(0, 3));
        return LocalTime.of(Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)), second, millis * 1_000_000);
    }

    private static ZoneOffset offsetOf(Matcher m) {
        int hours = Integer.parseInt(m.group(8));
        int minutes = Integer.parseInt(m.group(9));
        if (minutes > 59 || hours * 60 + minutes > 18 * 60) {
            throw new DateTimeException("offset beyond 18:00");
        }
        int seconds = (hours * 60 + minutes) * 60;
        return ZoneOffset.ofTotalSeconds(m.group(7).equals("-") ? -seconds : seconds);
    }
}
