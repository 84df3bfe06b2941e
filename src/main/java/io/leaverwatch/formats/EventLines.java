package io.leaverwatch.formats;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import java.util.function.Predicate;

/** The lines of a membership or link source. Holds state: one for each source, or part of one, and thread. */
public final class EventLines<T> implements LineHandler {
    private final Place place;
    private final LineFormat<T> format;
    private final Predicate<T> concerns;
    private final TallyCounter counter;
    private final EventOutput<T> output;

    private EventLines(Place place, Policy policy, LineFormat<T> format, Predicate<T> concerns, EventOutput<T> output) {
        this.place = place;
        this.format = format;
        this.concerns = concerns;
        this.counter = new TallyCounter(place, policy);
        this.output = output;
    }

    /** All membership events. */
    public static EventLines<MembershipEvent> memberships(
            Place place, Policy policy, EventOutput<MembershipEvent> output) {
        return new EventLines<>(place, policy, new NativeMembershipReader(policy.zone()), event -> true, output);
    }

    /** The links of credentials that a leaver can hold. */
    public static EventLines<CredentialLink> links(
            Place place, Policy policy, LeaverIndex leavers, EventOutput<CredentialLink> output) {
        return new EventLines<>(
                place,
                policy,
                new NativeLinkReader(policy.zone()),
                link -> leavers.mayHold(link.credentialKey()),
                output);
    }

    @Override
    public void line(byte[] buffer, int from, int to, long position) {
        Reading<T> reading = format.read(buffer, from, to, place, position);
        if (reading.event() != null && !concerns.test(reading.event())) {
            counter.countNotConcerned();
            return;
        }
        counter.count(reading);
        if (reading.event() != null) {
            output.event(reading.event());
        } else if (reading.deadLetter() != null) {
            output.deadLetter(reading.deadLetter());
        }
    }

    @Override
    public void tooLong(DeadLetter deadLetter) {
        counter.countDead();
        output.deadLetter(deadLetter);
    }

    /** What was counted so far. */
    public Tally tally() {
        return counter.tally();
    }
}
