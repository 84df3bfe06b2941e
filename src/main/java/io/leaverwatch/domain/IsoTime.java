package io.leaverwatch.domain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** How a time is written, everywhere in the output. */
public final class IsoTime {
    private static final int FRACTION_DIGITS = 3;
    private static final int DAY_MILLIS = 86_400_000;
    private static final int HOUR_MILLIS = 3_600_000;
    private static final int MINUTE_MILLIS = 60_000;
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final byte[] BLANK = "0000-00-00T00:00:00.000Z".getBytes(ISO_8859_1);
    private static final DateTimeFormatter FORM =
            new DateTimeFormatterBuilder().appendInstant(FRACTION_DIGITS).toFormatter(Locale.ROOT);

    private IsoTime() {}

    /**
     * UTC with milliseconds, {@code 2031-05-21T08:15:00.000Z}; a year beyond 9999 (the day after 9999-12-31 can begin
     * one) with a sign, {@code +10000-01-01T00:00:00.000Z}.
     */
    public static String of(long epochMillis) {
        long day = Math.floorDiv(epochMillis, DAY_MILLIS);
        if (day < FIRST_DAY || day > LAST_DAY) {
            return FORM.format(Instant.ofEpochMilli(epochMillis));
        }
        // By hand: the formatter takes longer than all else that is done with an access that is remembered.
        LocalDate date = LocalDate.ofEpochDay(day);
        int millis = Math.floorMod(epochMillis, DAY_MILLIS);
        byte[] text = BLANK.clone();
        put(text, "0000".length(), date.getYear());
        put(text, "0000-00".length(), date.getMonthValue());
        put(text, "0000-00-00".length(), date.getDayOfMonth());
        put(text, "0000-00-00T00".length(), millis / HOUR_MILLIS);
        put(text, "0000-00-00T00:00".length(), millis / MINUTE_MILLIS % 60);
        put(text, "0000-00-00T00:00:00".length(), millis / 1000 % 60);
        put(text, "0000-00-00T00:00:00.000".length(), millis % 1000);
        return new String(text, ISO_8859_1);
    }

    /** Writes a number before a place, over zeros. */
    private static void put(byte[] text, int end, int number) {
        int at = end;
        for (int rest = number; rest > 0; rest /= 10) {
            text[--at] = (byte) ('0' + rest % 10);
        }
    }
}
