package io.leaverwatch.domain;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** How a time is written, everywhere in the output. */
public final class IsoTime {
    private static final int FRACTION_DIGITS = 3;
    private static final DateTimeFormatter FORM =
            new DateTimeFormatterBuilder().appendInstant(FRACTION_DIGITS).toFormatter(Locale.ROOT);

    private IsoTime() {}

    /**
     * UTC with milliseconds, {@code 2031-05-21T08:15:00.000Z}; a year beyond 9999 (the day after 9999-12-31 can begin
     * one) with a sign, {@code +10000-01-01T00:00:00.000Z}.
     */
    public static String of(long epochMillis) {
        return FORM.format(Instant.ofEpochMilli(epochMillis));
    }
}
