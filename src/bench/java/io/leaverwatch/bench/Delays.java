package io.leaverwatch.bench;

import java.util.List;

/**
 * How long something took, many times.
 *
 * @param millis sorted
 */
record Delays(List<Double> millis) {

    /** From nanoseconds in any order. */
    static Delays ofNanos(List<Long> nanos) {
        return new Delays(nanos.stream().sorted().map(each -> each / 1e6).toList());
    }

    /** The least delay that so large a share do not exceed. */
    double percentile(double share) {
        return millis.get((int) Math.ceil(share * millis.size()) - 1);
    }
}
