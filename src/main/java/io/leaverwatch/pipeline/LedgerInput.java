package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.CaseReport;

/**
 * What the ledger takes in: a rule's match, or the end of a transmission.
 *
 * @param caseKey the case
 * @param revision of the case file
 * @param alert the match's; null at an end
 * @param report the end's; null for a match
 */
public record LedgerInput(String caseKey, long revision, Alert alert, CaseReport report) {}
