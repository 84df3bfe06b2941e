package io.leaverwatch.domain;

import java.io.Serializable;

/**
 * One step of a rule's sequence.
 *
 * @param filter which accesses take it
 * @param times how many accesses in a row make it, 1 or more
 * @param otherSystem whether its system must differ from that of the access that took the step before it
 */
public record Step(AccessFilter filter, int times, boolean otherSystem) implements Serializable {

    /**
     * Whether an access takes it.
     *
     * @param before the access that took the step before; null where there is none
     */
    public boolean isTakenBy(AccessEvent access, AccessEvent before) {
        return filter.admits(access)
                && (!otherSystem || before == null || !access.system().equals(before.system()));
    }
}
