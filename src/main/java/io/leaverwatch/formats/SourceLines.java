package io.leaverwatch.formats;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Policy;

/** What the lines of a source of any kind have in common: each is counted, and given on if it is anything. */
abstract class SourceLines<T> implements LineHandler {
    /** Where the lines are read. */
    final Place place;

    final TallyCounter counter;
    final EventOutput<T> output;

    SourceLines(Place place, Policy policy, EventOutput<T> output) {
        this.place = place;
        this.counter = new TallyCounter(place, policy);
        this.output = output;
    }

    /** Counts and gives what a reader made of a line. */
    final void give(Reading<T> reading) {
        counter.count(reading);
        reading.giveTo(output);
    }

    @Override
    public final void refused(DeadLetter deadLetter) {
        counter.countDead();
        output.deadLetter(deadLetter);
    }

    @Override
    public final Tally tally() {
        return counter.tally();
    }
}
