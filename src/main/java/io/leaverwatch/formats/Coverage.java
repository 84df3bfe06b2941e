package io.leaverwatch.formats;

import io.leaverwatch.domain.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was read, and of which times: the sum of tallies, in any order. For each access source and protected system it
 * names the first and last event time, the number of events of all credentials, and the gaps; a source without any
 * event of a system is named too. For one thread.
 */
public final class Coverage {
    private final ProtectedSystems names;
    private final List<String> systems;
    private final long gapMillis;
    private final Map<Integer, Sum> sources = new TreeMap<>();

    /** For the policy's protected systems and gap. */
    public Coverage(Policy policy) {
        this.names = new ProtectedSystems(policy);
        this.systems = policy.systemNames();
        this.gapMillis = policy.coverageGapMillis();
    }

    /**
     * A time without events.
     *
     * @param fromMillis epoch millis of the last event before it
     * @param untilMillis epoch millis of the first event after it
     */
    public record Gap(long fromMillis, long untilMillis) {}

    /**
     * What one access source had of one protected system.
     *
     * @param source the file as given
     * @param system the policy's spelling
     * @param events accesses by anyone
     * @param firstMillis event time of the first, epoch millis; null where there are none
     * @param lastMillis event time of the last, epoch millis; null where there are none
     * @param gaps longer than the policy's gap, ascending
     * @param deadLetters of the source, whatever their system
     */
    public record Entry(
            String source,
            String system,
            long events,
            Long firstMillis,
            Long lastMillis,
            List<Gap> gaps,
            long deadLetters) {}

    /** Adds the tally of a source or of a part of one. */
    public Coverage add(Tally tally) {
        sources.computeIfAbsent(tally.sourceOrder(), order -> new Sum(tally)).add(tally);
        return this;
    }

    /** One for each access source, in the order of the command line, and protected system, in the policy's order. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Sum sum : sources.values()) {
            if (sum.kind.equals(InputKind.ACCESS.word())) {
                for (int i = 0; i < systems.size(); i++) {
                    entries.add(sum.entry(i));
                }
            }
        }
        return entries;
    }

    /** The sum of each source's tallies, in the order of the command line. */
    public List<Tally> tallies() {
        return sources.values().stream().map(Sum::tally).toList();
    }

    private final class Sum {
        private final String kind;
        private final int sourceOrder;
        private final String source;
        private final Map<String, Long> wrongTyped = new TreeMap<>();
        private final long[] events = new long[systems.size()];
        private final TimeSpans[] spans = new TimeSpans[systems.size()];
        private long lines;
        private long blank;
        private long dead;
        private long notConcerned;
        private long forwarded;

        Sum(Tally first) {
            kind = first.kind();
            sourceOrder = first.sourceOrder();
            source = first.source();
            for (int i = 0; i < spans.length; i++) {
                spans[i] = new TimeSpans(gapMillis);
            }
        }

        void add(Tally tally) {
            lines += tally.lines();
            blank += tally.blank();
            dead += tally.dead();
            notConcerned += tally.notConcerned();
            forwarded += tally.forwarded();
            tally.wrongTyped().forEach((name, count) -> wrongTyped.merge(name, count, Long::sum));
            for (Tally.Covered covered : tally.covered()) {
                // Where it was counted under another policy, it may have another name now, or none.
                int system = names.indexOf(covered.system());
                if (system < 0) {
                    continue;
                }
                events[system] += covered.events();
                for (int i = 0; i < covered.spans().length; i += 2) {
                    spans[system].addSpan(covered.spans()[i], covered.spans()[i + 1]);
                }
            }
        }

        Entry entry(int system) {
            long[] edges = spans[system].toArray();
            List<Gap> gaps = new ArrayList<>();
            for (int i = 1; i + 1 < edges.length; i += 2) {
                gaps.add(new Gap(edges[i], edges[i + 1]));
            }
            boolean isEmpty = edges.length == 0;
            return new Entry(
                    source,
                    systems.get(system),
                    events[system],
                    isEmpty ? null : Long.valueOf(edges[0]),
                    isEmpty ? null : Long.valueOf(edges[edges.length - 1]),
                    gaps,
                    dead);
        }

        Tally tally() {
            return new Tally(
                    kind,
                    sourceOrder,
                    source,
                    lines,
                    blank,
                    dead,
                    notConcerned,
                    forwarded,
                    new TreeMap<>(wrongTyped),
                    Tally.Covered.of(systems, events, spans));
        }
    }
}
