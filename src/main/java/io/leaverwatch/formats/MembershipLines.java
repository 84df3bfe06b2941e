package io.leaverwatch.formats;

import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;

/** The lines of a membership source. Holds state: one for each source, or part of one, and thread. */
public final class MembershipLines extends SourceLines<MembershipEvent> {
    private final NativeMembershipReader reader;

    /** Gives all membership events. */
    public MembershipLines(Place place, Policy policy, EventOutput<MembershipEvent> output) {
        super(place, policy, output);
        this.reader = new NativeMembershipReader(policy.zone());
    }

    @Override
    public void line(byte[] buffer, int from, int to, long position) {
        give(reader.read(buffer, from, to, place, position));
    }
}
