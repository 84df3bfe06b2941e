package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CaseReport;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.Fact;

/**
 * What a case file tells the rules: revision by revision BEGIN, accesses before the departure, DEPARTED, breaches, END;
 * then, as long as nothing but new breaches at the end comes, BREACH and END of the same revision.
 *
 * @param kind its place in a transmission
 * @param caseKey the case
 * @param revision grows with every revision of a case
 * @param armed the rules that take part, see {@link io.leaverwatch.domain.Readiness}
 * @param departure as the revision has it
 * @param fact BEFORE and BREACH only
 * @param report END only
 */
public record CaseEvent(
        Kind kind, String caseKey, long revision, long armed, Departure departure, Fact fact, CaseReport report) {

    /** Its place in a transmission. */
    public enum Kind {
        BEGIN,
        BEFORE,
        DEPARTED,
        BREACH,
        END
    }
}
