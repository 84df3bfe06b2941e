package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CaseReport;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.SeenSummary;
import io.leaverwatch.domain.Sighting;
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
 * @param inDoubt how many accesses the last report named as in doubt
 * @param pending 0: all is sent; 1: the report has to be sent; 2: a new revision has to be sent
 */
public record CaseState(
        Departure departure,
        Departure sentDeparture,
        long revision,
        long armed,
        Seen lastSent,
        long[] slots,
        long openSuccesses,
        long openAttempts,
        long exempted,
        BigInteger openRecords,
        int inDoubt,
        int pending) {
    static final int CLEAN = 0;
    static final int REPORT = 1;
    static final int REVISION = 2;
    /** Every report names all that is in doubt. */
    private static final long BREACHES_PER_MILLI = 50;

    private static final int MOST_IN_DOUBT = 500;

    static CaseState empty(long[] slots) {
        return new CaseState(null, null, 0, 0, null, slots, 0, 0, 0, BigInteger.ZERO, 0, CLEAN);
    }

    CaseState with(Departure newDeparture) {
        return with(newDeparture, inDoubt, pending);
    }

    CaseState with(int newPending) {
        return with(departure, inDoubt, newPending);
    }

    /** After a report. */
    CaseState told(CaseReport report) {
        return with(departure, report.inDoubt().size(), pending);
    }

    private CaseState with(Departure newDeparture, int newInDoubt, int newPending) {
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
                newInDoubt,
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
                Seen.of(fact.access()),
                newSlots,
                openSuccesses + (fact.isOpen() && isSuccess ? 1 : 0),
                openAttempts + (fact.isOpen() && !isSuccess ? 1 : 0),
                exempted + (fact.isOpen() ? 0 : 1),
                fact.isOpen() && isSuccess && fact.access().recordsAffected() > 0
                        ? openRecords.add(BigInteger.valueOf(fact.access().recordsAffected()))
                        : openRecords,
                inDoubt,
                pending);
    }

    /**
     * Whether a fact can be told behind all others, without saying those again. One that the departure does not cover any more is on
     * its way out.
     */
    boolean canAppend(Fact fact, long graceMillis) {
        return pending < REVISION
                && revision > 0
                && departure != null
                && fact.isBreach()
                && departure.covers(fact.access().occurredAt(), graceMillis)
                && (lastSent == null || lastSent.compareTo(Seen.of(fact.access())) < 0);
    }

    /** A large case is said again less often: by how many millis the wait is longer for what there is to say. */
    long extraWait() {
        return (breaches() + inDoubt) / BREACHES_PER_MILLI;
    }

    /** Whether what is in doubt makes a report too large to go out with each breach. */
    boolean isReportDear() {
        return inDoubt > MOST_IN_DOUBT;
    }

    long breaches() {
        return openSuccesses + openAttempts + exempted;
    }

    /** The end of a transmission of this state. */
    CaseReport report(Departure ofDeparture, Iterable<Sighting> sightings, boolean isRemoved) {
        SeenSummary seen = SeenSummary.of(sightings);
        return new CaseReport(
                ofDeparture,
                openSuccesses(),
                openAttempts(),
                exempted(),
                openRecords(),
                seen.credentials(),
                seen.lastBefore(),
                seen.firstAfter(),
                seen.inDoubt(),
                isRemoved);
    }
}
