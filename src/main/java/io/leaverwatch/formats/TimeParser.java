package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Reads the times of the native format: {@code yyyy-MM-ddTHH:mm[:ss[.1-9 digits]]} with Z, ±HH:mm, ±HHmm or no offset,
 * {@code yyyy-MM-dd}, and JSON numbers (epoch milliseconds; epoch seconds below a magnitude of 100,000,000,000).
 * Nothing is trimmed, and digits past the millisecond are cut off. Holds caches: one for each thread.
 */
public final class TimeParser {
    /** What {@link #text(byte[], int, int)} and {@link #number(byte[], int, int)} give for what is no time. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** What is allowed, for messages. */
    public static final String ALLOWED = "yyyy-MM-ddTHH:mm[:ss[.1-9 digits]] with Z, +HH:mm, +HHmm or no offset,"
            + " or a number of epoch milliseconds or seconds, in the years 0001 to 9999";

    private static final long FIRST_MILLIS = -62_135_596_800_000L;
    private static final long LAST_MILLIS = 253_402_300_799_999L;
    private static final int MOST_OFFSET_MINUTES = 18 * 60;

    // "yyyy-MM-" and "ddTHH:mm": '0' where a digit is due, else the separator; then what lifts a wrong byte's high bit.
    private static final long DATE_FORM = ascii("0000-00-");
    private static final long DATE_LIMIT = 0x7F76767F76767676L;
    private static final long TIME_FORM = ascii("00T00:00");
    private static final long TIME_LIMIT = 0x76767F76767F7676L;
    // ":ss.SSSZ"
    private static final long END_FORM = ascii(":00.000Z");
    private static final long END_LIMIT = 0x7F7676767F76767FL;

    private final ZoneId zone;
    private final ZoneOffsets offsets;
    private boolean zoneAssumed;
    private boolean dateOnly;
    private long epochDay;
    private long cachedDate;
    private int cachedDayOfMonth = -1;
    private long cachedEpochDay;

    /** Times without an offset, and dates, are read in this zone. */
    public TimeParser(ZoneId zone) {
        this.zone = zone;
        this.offsets = new ZoneOffsets(zone);
    }

    /** A JSON string's time; null where it is none. */
    public Moment text(String text) {
        // A character beyond Latin-1 becomes '?', which no time has.
        byte[] bytes = text.getBytes(ISO_8859_1);
        return moment(text(bytes, 0, bytes.length));
    }

    /** A JSON number's time, of the number's text; null where it is none. */
    public Moment number(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        return moment(number(bytes, 0, bytes.length));
    }

    private Moment moment(long epochMillis) {
        if (epochMillis == NO_TIME) {
            return null;
        }
        return new Moment(epochMillis, zoneAssumed, dateOnly, dateOnly ? epochDay : dayOf(epochMillis));
    }

    /** Epoch millis of the start of a day in the zone. */
    public long startOfDay(long day) {
        return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** The day of an instant in the zone, as days since 1970-01-01. */
    public long dayOf(long epochMillis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), zone).toEpochDay();
    }

    /** Whether the time last read had a time of day and no offset. */
    public boolean isZoneAssumed() {
        return zoneAssumed;
    }

    /** Whether the time last read was a date alone. */
    public boolean isDateOnly() {
        return dateOnly;
    }

    /** Epoch millis of a JSON string's content without escapes, or {@link #NO_TIME}. */
    public long text(byte[] buffer, int from, int to) {
        zoneAssumed = false;
        dateOnly = false;
        int length = to - from;
        if (length < 16) {
            return length == 10 ? dateAlone(buffer, from) : NO_TIME;
        }
        long time = Bytes.word(buffer, from + 8) ^ TIME_FORM;
        if (!readDate(Bytes.word(buffer, from), time) || wrong(time, TIME_LIMIT)) {
            return NO_TIME;
        }
        int hour = pair(time >>> 24);
        int minute = pair(time >>> 48);
        if (hour > 23 || minute > 59) {
            return NO_TIME;
        }
        long minutes = epochDay * 1440 + hour * 60L + minute;
        if (length == 24) {
            long end = Bytes.word(buffer, from + 16) ^ END_FORM;
            if (!wrong(end, END_LIMIT) && pair(end >>> 8) <= 59) {
                return minutes * 60_000 + pair(end >>> 8) * 1000L + pair(end >>> 32) * 10L + ((end >>> 48) & 0xF);
            }
        }
        return withEnd(buffer, from + 16, to, minutes * 60_000);
    }

    /** What follows the minute: seconds, fraction, offset. */
    private long withEnd(byte[] buffer, int from, int to, long minuteMillis) {
        int at = from;
        long millis = minuteMillis;
        if (at < to && buffer[at] == ':') {
            int second = pairAt(buffer, at + 1, to);
            if (second < 0 || second > 59) {
                return NO_TIME;
            }
            millis += second * 1000L;
            at += 3;
            if (at < to && buffer[at] == '.') {
                int start = ++at;
                int scale = 100;
                for (; at < to && isDigit(buffer[at]); at++, scale /= 10) {
                    millis += (buffer[at] - '0') * (long) scale;
                }
                if (at == start || at - start > 9) {
                    return NO_TIME;
                }
            }
        }
        if (at == to) {
            zoneAssumed = true;
            return millis - offsets.secondsAt(Math.floorDiv(millis, 1000L)) * 1000L;
        }
        if (buffer[at] == 'Z') {
            return at + 1 == to ? millis : NO_TIME;
        }
        int minutes = offsetMinutes(buffer, at, to);
        return minutes == Integer.MIN_VALUE ? NO_TIME : millis - minutes * 60_000L;
    }

    private static int offsetMinutes(byte[] buffer, int from, int to) {
        int length = to - from;
        boolean colon = length == 6 && buffer[from + 3] == ':';
        int sign = buffer[from] == '+' ? 1 : buffer[from] == '-' ? -1 : 0;
        if (sign == 0 || (length != 5 && !colon)) {
            return Integer.MIN_VALUE;
        }
        int hours = pairAt(buffer, from + 1, to);
        int minutes = pairAt(buffer, to - 2, to);
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > MOST_OFFSET_MINUTES) {
            return Integer.MIN_VALUE;
        }
        return sign * (hours * 60 + minutes);
    }

    private long dateAlone(byte[] buffer, int from) {
        long day = (buffer[from + 8] & 0xFFL) | (buffer[from + 9] & 0xFFL) << 8;
        if (!readDate(Bytes.word(buffer, from), day ^ (TIME_FORM & 0xFFFF))) {
            return NO_TIME;
        }
        dateOnly = true;
        return startOfDay(epochDay);
    }

    /** Sets the day; false where there is no such date. */
    private boolean readDate(long date, long dayDigits) {
        int day = (int) dayDigits & 0xFFFF;
        if (date == cachedDate && day == cachedDayOfMonth) {
            epochDay = cachedEpochDay;
            return true;
        }
        long digits = date ^ DATE_FORM;
        if (wrong(digits, DATE_LIMIT) || wrong(day, TIME_LIMIT & 0xFFFF)) {
            return false;
        }
        int year = pair(digits) * 100 + pair(digits >>> 16);
        int month = pair(digits >>> 40);
        int dayOfMonth = pair(day);
        if (year < 1 || month < 1 || month > 12 || dayOfMonth < 1) {
            return false;
        }
        LocalDate firstOfMonth = LocalDate.of(year, month, 1);
        if (dayOfMonth > firstOfMonth.lengthOfMonth()) {
            return false;
        }
        epochDay = firstOfMonth.toEpochDay() + dayOfMonth - 1;
        cachedDate = date;
        cachedDayOfMonth = day;
        cachedEpochDay = epochDay;
        return true;
    }

    /**
     * Epoch millis of a JSON number, or {@link #NO_TIME} where it lies outside the years 0001 to 9999. The text must
     * have JSON's form of a number; however long it is or large its exponent, nothing larger than a long is computed.
     */
    public long number(byte[] buffer, int from, int to) {
        zoneAssumed = false;
        dateOnly = false;
        Decimal value = Decimal.parse(buffer, from, to);
        // Seconds below 10^11, that is up to 11 digits before the point, else milliseconds.
        long millis = value.wholePart(value.pointPosition() <= 11 ? 3 : 0);
        return millis < FIRST_MILLIS || millis > LAST_MILLIS ? NO_TIME : millis;
    }

    private static boolean wrong(long digits, long limit) {
        return (((digits + limit) | digits) & Bytes.HIGH) != 0;
    }

    /** Two digits, the first of them lowest. */
    private static int pair(long digits) {
        return (int) ((digits & 0xF) * 10 + ((digits >>> 8) & 0xF));
    }

    private static int pairAt(byte[] buffer, int at, int to) {
        return at + 2 <= to && isDigit(buffer[at]) && isDigit(buffer[at + 1])
                ? (buffer[at] - '0') * 10 + buffer[at + 1] - '0'
                : -1;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static long ascii(String eight) {
        return Bytes.word(eight.getBytes(ISO_8859_1), 0);
    }
}
