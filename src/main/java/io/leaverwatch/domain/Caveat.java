package io.leaverwatch.domain;

import java.util.ArrayList;
import java.util.List;

/** What speaks for the accused, in the order in which alerts list it. Stored as a bit set: never reorder. */
public enum Caveat {
    /** The departure was recorded after the access. */
    RECORDED_LATE,
    /** Less than the policy's clock skew after the departure's start or before its end. */
    NEAR_BOUNDARY,
    /** The departure's effectiveAt was a date alone. */
    DATE_ONLY,
    /** occurredAt or effectiveAt had a time of day without an offset. */
    ZONE_ASSUMED,
    /** The session had an access to a protected system before the departure's start. */
    SESSION_PREDATES_DEPARTURE,
    DELEGATE_CREDENTIAL,
    SERVICE_CREDENTIAL,
    /** Attributed by links that had ended. */
    LAST_HOLDER,
    /** No link has begun by then: the credential is itself a member's id. */
    NO_LINK,
    /** The credential stood for more than one member at that time. */
    SHARED_CREDENTIAL;

    /** This caveat's bit in a set. */
    public static int bit(Caveat caveat) {
        return 1 << caveat.ordinal();
    }

    /** The caveats in a bit set, in declaration order. */
    public static List<Caveat> list(int bits) {
        List<Caveat> caveats = new ArrayList<>();
        for (Caveat caveat : values()) {
            if ((bits & bit(caveat)) != 0) {
                caveats.add(caveat);
            }
        }
        return caveats;
    }
}
