package io.leaverwatch.formats;

/**
 * A time as a field gave it.
 *
 * @param epochMillis the instant; of a date alone the start of that day in the policy's zone
 * @param zoneAssumed whether a time of day was given without an offset and so read in the policy's zone
 * @param dateOnly whether it was a date alone
 * @param epochDay its day in the policy's zone, as days since 1970-01-01; of a date alone that date
 */
public record Moment(long epochMillis, boolean zoneAssumed, boolean dateOnly, long epochDay) {}
