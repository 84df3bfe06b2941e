package io.leaverwatch.bench;

/**
 * What a ratio should be, and what it must be.
 *
 * @param goal aimed at
 * @param must the worst that is acceptable
 * @param isLeast whether larger is better
 */
record Goal(double goal, double must, boolean isLeast) {

    /** For ratios of costs. */
    static Goal atMost(double goal, double must) {
        return new Goal(goal, must, false);
    }

    /** For ratios of speeds. */
    static Goal atLeast(double goal, double must) {
        return new Goal(goal, must, true);
    }

    /** The goal and whether it was reached. */
    String goalText(double ratio) {
        return text(goal, ratio);
    }

    /** As {@link #goalText}. */
    String mustText(double ratio) {
        return text(must, ratio);
    }

    private String text(double limit, double ratio) {
        boolean isMet = isLeast ? ratio >= limit : ratio <= limit;
        return String.format("%s %.2f %s", isLeast ? ">=" : "<=", limit, isMet ? "OK" : "MISSED");
    }
}
