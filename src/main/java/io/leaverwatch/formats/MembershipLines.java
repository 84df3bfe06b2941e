package io.leaverwatch.formats;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;

/** The lines of a membership source. Holds state: one for each source, or part of one, and thread. */
public final class MembershipLines implements LineHandler {
    private final Place place;
    private final NativeMembershipReader reader;
    private final TallyCounter counter;
    private final EventOutput<MembershipEvent> output;

    /** Gives all membership events. */
    public MembershipLines(Place place, Policy policy, EventOutput<MembershipEvent> output) {
        this.place = place;
        this.reader = new NativeMembershipReader(policy.zone());
        this.counter = new TallyCounter(place, policy);
        this.output = output;
    }

    @Override
    public void line(byte[] buffer, int from, int to, long position) {
        Reading<MembershipEvent> reading = reader.read(buffer, from, to, place, position);
        counter.count(reading);
        reading.giveTo(output);
    }

    @Override
    public void refused(DeadLetter deadLetter) {
        counter.countDead();
        output.deadLetter(deadLetter);
    }

    @Override
    public Tally tally() {
        return counter.tally();
    }
}
