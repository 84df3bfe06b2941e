package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.DepartureRecord;

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
        int pending) {
    static final int CLEAN = 0;
    static final int REPORT = 1;
    static final int REVISION = 2;

    static CaseState empty(long[] slots) {
        return new CaseState(null, null, 0, 0, null, slots, 0, 0, 0, CLEAN);
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
                newPending);
    }

    long breaches() {
        return openSuccesses + openAttempts + exempted;
    }
}
