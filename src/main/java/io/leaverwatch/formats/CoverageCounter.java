package io.leaverwatch.formats;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts, for coverage, what access topics give, and hands it on bit by bit. For one thread. */
public final class CoverageCounter {
    private final List<String> topics;
    private final Policy policy;
    private final List<String> systems;
    private final Map<String, TallyCounter> counters = new HashMap<>();

    /**
     * Counts for these topics.
     *
     * @param topics in the order in which coverage shows them
     */
    public CoverageCounter(List<String> topics, Policy policy) {
        this.topics = List.copyOf(topics);
        this.policy = policy;
        this.systems = policy.systemNames();
    }

    /** One access to a protected system. */
    public void count(AccessLine access) {
        TallyCounter counter = counter(access.place().source());
        counter.countForwarded();
        counter.cover(systems.indexOf(access.system()), access.occurredAt());
    }

    /** One dead letter. */
    public void count(DeadLetter letter) {
        counter(letter.source()).countDead();
    }

    /** That a topic is read, though nothing may have come. */
    public void begin() {
        topics.forEach(this::counter);
    }

    /** What was counted since the last call. */
    public List<Tally> take() {
        List<Tally> taken = new ArrayList<>();
        counters.values().forEach(counter -> taken.add(counter.tally()));
        counters.clear();
        return taken;
    }

    private TallyCounter counter(String topic) {
        TallyCounter known = counters.get(topic);
        if (known == null) {
            Place place = new Place(InputKind.ACCESS, topics.indexOf(topic), topic, -1);
            known = new TallyCounter(place, policy);
            counters.put(topic, known);
        }
        return known;
    }
}
