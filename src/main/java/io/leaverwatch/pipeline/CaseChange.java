package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Sighting;

/**
 * A change of one case: a departure, a fact or a credential's sighting is put (replacing what has the same name) or
 * removed.
 *
 * @param kind which of the three
 * @param caseKey the case
 * @param name the fact's access, or the sighting's credential, within the case; empty for a departure
 * @param departure what is put; null otherwise
 * @param fact what is put; null otherwise
 * @param sighting what is put; null otherwise
 */
public record CaseChange(Kind kind, String caseKey, String name, Departure departure, Fact fact, Sighting sighting) {

    /** What changes. */
    public enum Kind {
        DEPARTURE,
        FACT,
        /** Its removal says that the credential has no more to do with the case: its facts go too. */
        SIGHTING
    }

    /** The departure holds, as it now is. */
    public static CaseChange put(Departure departure) {
        return new CaseChange(Kind.DEPARTURE, departure.caseKey(), "", departure, null, null);
    }

    /** The departure no longer holds. */
    public static CaseChange removeDeparture(String caseKey) {
        return new CaseChange(Kind.DEPARTURE, caseKey, "", null, null, null);
    }

    /** An access concerns the case. */
    public static CaseChange put(String caseKey, Fact fact) {
        return new CaseChange(Kind.FACT, caseKey, fact.accessKey(), null, fact, null);
    }

    /** An access no longer concerns the case. */
    public static CaseChange removeFact(String caseKey, String accessKey) {
        return new CaseChange(Kind.FACT, caseKey, accessKey, null, null, null);
    }

    /** What a credential contributes to the departure's record. */
    public static CaseChange put(String caseKey, String credentialKey, Sighting sighting) {
        return new CaseChange(Kind.SIGHTING, caseKey, credentialKey, null, null, sighting);
    }

    /** The credential no longer has to do with the departure. */
    public static CaseChange removeSighting(String caseKey, String credentialKey) {
        return new CaseChange(Kind.SIGHTING, caseKey, credentialKey, null, null, null);
    }
}
