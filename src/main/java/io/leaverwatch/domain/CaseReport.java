package io.leaverwatch.domain;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;

/**
 * What a case file holds of one departure beside the facts themselves.
 *
 * @param departure the departure; of a case that no longer is one, the last known
 * @param openSuccesses breaches not allowed by a decision that succeeded
 * @param openAttempts breaches not allowed by a decision that did not
 * @param exempted breaches allowed by a decision
 * @param openRecords sum of recordsAffected over the open breaches that succeeded
 * @param credentials attributed to the member in it, as given, sorted
 * @param lastBefore see {@link DepartureRecord}
 * @param firstAfter see {@link DepartureRecord}
 * @param inDoubt see {@link DepartureRecord}
 * @param isRemoved whether the departure no longer holds
 */
public record CaseReport(
        Departure departure,
        long openSuccesses,
        long openAttempts,
        long exempted,
        BigInteger openRecords,
        List<String> credentials,
        DepartureRecord.Seen lastBefore,
        DepartureRecord.Seen firstAfter,
        List<DepartureRecord.Seen> inDoubt,
        boolean isRemoved)
        implements Serializable {

    /** What the breaches amount to. */
    public DepartureRecord.Finding finding() {
        if (openSuccesses > 0) {
            return DepartureRecord.Finding.BREACHED;
        }
        if (openAttempts > 0) {
            return DepartureRecord.Finding.ATTEMPTED_ONLY;
        }
        return exempted > 0 ? DepartureRecord.Finding.EXEMPTED_ONLY : DepartureRecord.Finding.NONE_FOUND;
    }
}
