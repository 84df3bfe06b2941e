package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.CaseReport;
import io.leaverwatch.domain.Published;

/**
 * What the ledger takes in: a rule's match, the end of a transmission, or what was said before, as read back.
 *
 * @param caseKey the case
 * @param revision of the case file
 * @param alert the match's; null otherwise
 * @param report the end's; null otherwise
 * @param published what was read back; null otherwise
 */
public record LedgerInput(String caseKey, long revision, Alert alert, CaseReport report, Published published) {}
