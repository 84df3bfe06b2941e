package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.CaseReport;
import io.leaverwatch.domain.Published;

/**
 * What the ledger takes in: a rule's match, the end of a transmission, a report outside one, or what was said before, as
 * read back.
 *
 * @param caseKey the case
 * @param revision of the case file
 * @param alert the match's; null otherwise
 * @param report the end's, or outside; null otherwise, and at an end of which one follows outside
 * @param isEnd whether the rules may still have matches that belong before the report
 * @param published what was read back; null otherwise
 */
public record LedgerInput(
        String caseKey, long revision, Alert alert, CaseReport report, boolean isEnd, Published published) {

    /** A rule's match, of which this is the last event. */
    static LedgerInput match(CaseEvent last, Alert alert) {
        return new LedgerInput(last.caseKey(), last.revision(), alert, null, false, null);
    }

    /** What a case file says past all rules; null where it is for these. */
    static LedgerInput pastRules(CaseEvent event) {
        return switch (event.kind()) {
            case END, REPORT, PUBLISHED ->
                new LedgerInput(
                        event.caseKey(),
                        event.revision(),
                        null,
                        event.report(),
                        event.kind() == CaseEvent.Kind.END,
                        event.published());
            case BEGIN, BEFORE, DEPARTED, BREACH -> null;
        };
    }

    /** The same end with a later report. */
    LedgerInput with(CaseReport later) {
        return new LedgerInput(caseKey, revision, alert, later, isEnd, published);
    }
}
