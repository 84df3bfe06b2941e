package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CaseReport;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Published;

/**
 * What a case file tells the rules: revision by revision BEGIN, accesses before the departure, DEPARTED, breaches, END;
 * then, as long as nothing but new breaches at the end comes, BREACH and END of the same revision. What was seen without
 * concerning a rule comes as a REPORT.
 *
 * @param kind its place in a transmission
 * @param caseKey the case
 * @param revision grows with every revision of a case
 * @param armed the rules that take part, see {@link io.leaverwatch.domain.Readiness}
 * @param departure as the revision has it; null in the BEGIN that only ends what was before
 * @param fact BEFORE and BREACH only
 * @param report END and REPORT only; null in an END of which a REPORT follows soon
 * @param published PUBLISHED only, which stands outside transmissions and concerns no rule
 */
public record CaseEvent(
        Kind kind,
        String caseKey,
        long revision,
        long armed,
        Departure departure,
        Fact fact,
        CaseReport report,
        Published published) {

    /** Its place in a transmission. */
    public enum Kind {
        BEGIN,
        BEFORE,
        DEPARTED,
        BREACH,
        END,
        REPORT,
        PUBLISHED
    }

    /** The beginning of a revision, or the departure in it. */
    static CaseEvent of(Kind kind, String caseKey, long revision, long armed, Departure departure) {
        return new CaseEvent(kind, caseKey, revision, armed, departure, null, null, null);
    }

    /** An access of a revision. */
    static CaseEvent of(Kind kind, String caseKey, long revision, long armed, Departure departure, Fact fact) {
        return new CaseEvent(kind, caseKey, revision, armed, departure, fact, null, null);
    }

    /** The end of a transmission, or a report outside one. */
    static CaseEvent of(Kind kind, String caseKey, long revision, long armed, Departure departure, CaseReport report) {
        return new CaseEvent(kind, caseKey, revision, armed, departure, null, report, null);
    }

    /** Something that was said of the case, as read back. */
    static CaseEvent of(Published published) {
        return new CaseEvent(Kind.PUBLISHED, published.caseKey(), 0, 0, null, null, null, published);
    }
}
