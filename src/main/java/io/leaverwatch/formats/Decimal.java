package io.leaverwatch.formats;

/**
 * A JSON number as its digits and the place of its point, so that whole parts can be taken exactly without ever
 * expanding an exponent. The value is 0.DIGITS × 10^pointPosition; the first digit is not 0 unless the number is.
 */
final class Decimal {
    /** Stands for a whole part beyond ±(2^63−1). */
    static final long TOO_LARGE = Long.MIN_VALUE;

    private static final int MOST_DIGITS = 19;
    private static final long EXPONENT_LIMIT = 1_000_000_000_000L;

    private final byte[] digits;
    private final int count;
    private final long pointPosition;
    private final boolean negative;

    private Decimal(byte[] digits, int count, long pointPosition, boolean negative) {
        this.digits = digits;
        this.count = count;
        this.pointPosition = pointPosition;
        this.negative = negative;
    }

    /** Reads a span that has the form of a JSON number. */
    static Decimal parse(byte[] buffer, int from, int to) {
        int at = from;
        boolean negative = buffer[at] == '-';
        if (negative) {
            at++;
        }
        byte[] digits = new byte[to - at];
        int count = 0;
        long whole = 0;
        boolean afterPoint = false;
        long leadingZeros = 0;
        for (; at < to && buffer[at] != 'e' && buffer[at] != 'E'; at++) {
            if (buffer[at] == '.') {
                afterPoint = true;
                continue;
            }
            whole += afterPoint ? 0 : 1;
            if (count == 0 && buffer[at] == '0') {
                leadingZeros++;
            } else {
                digits[count++] = (byte) (buffer[at] - '0');
            }
        }
        long exponent = at < to ? exponent(buffer, at + 1, to) : 0;
        long point = count == 0 ? 0 : whole - leadingZeros + exponent;
        return new Decimal(digits, count, point, negative);
    }

    private static long exponent(byte[] buffer, int from, int to) {
        int at = from;
        boolean negative = buffer[at] == '-';
        if (negative || buffer[at] == '+') {
            at++;
        }
        long value = 0;
        for (; at < to; at++) {
            value = Math.min(value * 10 + buffer[at] - '0', EXPONENT_LIMIT);
        }
        return negative ? -value : value;
    }

    /** How many digits stand before the point: 10^(n-1) ≤ magnitude &lt; 10^n; 0 for 0. */
    long pointPosition() {
        return pointPosition;
    }

    /** The whole part of the value times 10^shift, truncated toward zero, or {@link #TOO_LARGE}. */
    long wholePart(int shift) {
        long places = pointPosition + shift;
        if (count == 0 || places <= 0) {
            return 0;
        }
        if (places > MOST_DIGITS) {
            return TOO_LARGE;
        }
        long value = 0;
        for (int i = 0; i < places; i++) {
            int digit = i < count ? digits[i] : 0;
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return TOO_LARGE;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /** Whether it is below 0; -0 is not. */
    boolean isNegative() {
        return negative && count > 0;
    }
}
