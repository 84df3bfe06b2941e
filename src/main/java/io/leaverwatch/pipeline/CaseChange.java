package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Sighting;

/**
 * A change of one case: a departure, a fact or a credential's sighting is put (replacing what has the same name) or
 * removed. Or nothing changes, and what consumers hold of the case is to be looked at.
 *
 * @param kind which of these
 * @param caseKey the case
 * @param name the fact's access, or the sighting's credential, within the case; empty for a departure
 * @param departure what is put; null otherwise
 * @param fact what is put; null otherwise
 * @param sighting what is put; null otherwise
 * @param published PUBLISHED only
 */
public record CaseChange(
        Kind kind,
        String caseKey,
        String name,
        Departure departure,
        Fact fact,
        Sighting sighting,
        Published published) {

    /** What changes. */
    public enum Kind {
        DEPARTURE,
        FACT,
        /** Its removal says that the credential has no more to do with the case: its facts go too. */
        SIGHTING,
        /** Something that was said of the case was read back. */
        PUBLISHED
    }

    /** The departure holds, as it now is. */
    public static CaseChange put(Departure departure) {
        return new CaseChange(Kind.DEPARTURE, departure.caseKey(), "", departure, null, null, null);
    }

    /** The departure no longer holds. */
    public static CaseChange removeDeparture(String caseKey) {
        return new CaseChange(Kind.DEPARTURE, caseKey, "", null, null, null, null);
    }

    /** An access concerns the case. */
    public static CaseChange put(String caseKey, Fact fact) {
        return new CaseChange(Kind.FACT, caseKey, fact.accessKey(), null, fact, null, null);
    }

    /** An access no longer concerns the case. */
    public static CaseChange removeFact(String caseKey, String accessKey) {
        return new CaseChange(Kind.FACT, caseKey, accessKey, null, null, null, null);
    }

    /** What a credential contributes to the departure's record. */
    public static CaseChange put(String caseKey, String credentialKey, Sighting sighting) {
        return new CaseChange(Kind.SIGHTING, caseKey, credentialKey, null, null, sighting, null);
    }

    /** Something that was said of the case, as read back. */
    public static CaseChange of(Published published) {
        return new CaseChange(Kind.PUBLISHED, published.caseKey(), "", null, null, null, published);
    }

    /** The credential no longer has to do with the departure. */
    public static CaseChange removeSighting(String caseKey, String credentialKey) {
        return new CaseChange(Kind.SIGHTING, caseKey, credentialKey, null, null, null, null);
    }
}
