package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Outcome;
import java.math.BigInteger;

/**
 * State of a case file beside its facts.
 *
 * @param departure as last put; null while only facts have come, or after its removal
 * @param sentDeparture as of the last transmission; null before the first
 * @param revision the last that was sent; 0 where none was
 * @param armed the rules that took part in it
 * @param lastSent the last breach that was sent in it; null where none
 * @param slots counts of {@link io.leaverwatch.domain.Readiness} as of the last transmission
 * @param openSuccesses as of the last transmission
 * @param openAttempts as of the last transmission
 * @param exempted as of the last transmission
 * @param openRecords as of the last transmission
 * @param pending 0: all is sent; 1: the report has to be sent; 2: a new revision has to be sent
 */
public record CaseState(
        Departure departure,
        Departure sentDeparture,
        long revision,
        long armed,
        DepartureRecord.Seen lastSent,
        long[] slots,
        long openSuccesses,
        long openAttempts,
        long exempted,
        BigInteger openRecords,
        int pending) {
    static final int CLEAN = 0;
    static final int REPORT = 1;
    static final int REVISION = 2;

    static CaseState empty(long[] slots) {
        return new CaseState(null, null, 0, 0, null, slots, 0, 0, 0, BigInteger.ZERO, CLEAN);
    }

    CaseState with(Departure newDeparture) {
        return new CaseState(
                newDeparture,
                sentDeparture,
                revision,
                armed,
                lastSent,
                slots,
                openSuccesses,
                openAttempts,
                exempted,
                openRecords,
                pending);
    }

    CaseState with(int newPending) {
        return new CaseState(
                departure,
                sentDeparture,
                revision,
                armed,
                lastSent,
                slots,
                openSuccesses,
                openAttempts,
                exempted,
                openRecords,
                newPending);
    }

    /** With one more breach sent at the end. */
    CaseState counting(Fact fact, long[] newSlots) {
        boolean isSuccess = fact.access().outcome() == Outcome.SUCCESS;
        return new CaseState(
                departure,
                sentDeparture,
                revision,
                armed,
                DepartureRecord.Seen.of(fact.access()),
                newSlots,
                openSuccesses + (fact.isOpen() && isSuccess ? 1 : 0),
                openAttempts + (fact.isOpen() && !isSuccess ? 1 : 0),
                exempted + (fact.isOpen() ? 0 : 1),
                fact.isOpen() && isSuccess && fact.access().recordsAffected() > 0
                        ? openRecords.add(BigInteger.valueOf(fact.access().recordsAffected()))
                        : openRecords,
                pending);
    }

    long breaches() {
        return openSuccesses + openAttempts + exempted;
    }
}
