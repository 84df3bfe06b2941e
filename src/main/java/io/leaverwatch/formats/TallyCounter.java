package io.leaverwatch.formats;

import io.leaverwatch.domain.Policy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the lines of one source. For one thread. */
final class TallyCounter {
    private final Place place;
    private final List<String> systems;
    private final long[] events;
    private final TimeSpans[] spans;
    private final Map<String, Long> wrongTyped = new TreeMap<>();
    private long blank;
    private long dead;
    private long notConcerned;
    private long forwarded;

    TallyCounter(Place place, Policy policy) {
        this.place = place;
        this.systems = policy.systemNames();
        this.events = new long[systems.size()];
        this.spans = new TimeSpans[systems.size()];
        for (int i = 0; i < spans.length; i++) {
            spans[i] = new TimeSpans(policy.coverageGapMillis());
        }
    }

    void countDead() {
        dead++;
    }

    void countForwarded() {
        forwarded++;
    }

    void countNotConcerned() {
        notConcerned++;
    }

    /** Counts a line that the reader looked at. */
    void count(Reading<?> reading) {
        switch (reading.kind()) {
            case BLANK -> blank++;
            case DEAD -> dead++;
            case NOT_CONCERNED -> notConcerned++;
            case EVENT -> {
                forwarded++;
                reading.wrongTyped().forEach(name -> wrongTyped.merge(name, 1L, Long::sum));
            }
        }
        if (reading.covered() != null) {
            cover(systems.indexOf(reading.covered().system()), reading.covered().occurredAt());
        }
    }

    /** Counts an access to a protected system, given by its place in the policy, in the coverage. */
    void cover(int system, long occurredAt) {
        events[system]++;
        spans[system].add(occurredAt);
    }

    /** What was counted so far. */
    Tally tally() {
        return new Tally(
                place.kind().word(),
                place.sourceOrder(),
                place.source(),
                blank + dead + notConcerned + forwarded,
                blank,
                dead,
                notConcerned,
                forwarded,
                wrongTyped,
                Tally.Covered.of(systems, events, spans));
    }
}
