package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A record that the job wrote for its consumers, as read back from there.
 *
 * @param kind which output
 * @param id the alertId, incidentId or departureId
 * @param caseKey see {@link Departure#caseKey()}
 * @param isStanding whether it says that something holds; false for a withdrawal
 * @param value the JSON object, UTF-8
 */
public record Published(Kind kind, String id, String caseKey, boolean isStanding, byte[] value)
        implements Serializable {

    /** The outputs that consumers upsert. */
    public enum Kind {
        ALERT,
        INCIDENT,
        DEPARTURE
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Published other
                && kind == other.kind
                && id.equals(other.id)
                && caseKey.equals(other.caseKey)
                && isStanding == other.isStanding
                && Arrays.equals(value, other.value);
    }

    @Override
    public int hashCode() {
        return id.hashCode() * 31 + Arrays.hashCode(value);
    }
}
