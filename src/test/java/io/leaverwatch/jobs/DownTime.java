package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Lines that are sent while a job or its broker is down, and what becomes of them. */
final class DownTime {
    private static final int LINES = 60;

    private final SteadyFeed feed;
    private final List<LongHistory.Line> lines;
    private final LiveTopics topics;
    /** The eventIds of the accesses of each time. */
    private final List<Set<String>> accesses = new ArrayList<>();

    /** Of a job on these topics, which has read less than the feed of these lines has sent. */
    DownTime(SteadyFeed feed, List<LongHistory.Line> lines, LiveTopics topics) {
        this.feed = feed;
        this.lines = lines;
        this.topics = topics;
    }

    /** Lines come while the job is down: they are stored, and no state that it can go back to has read one of them. */
    void ofTheJob() throws Exception {
        int before = feed.burst(LINES);
        feed.awaitStored(before + LINES);
        assertThat(topics.taken()).as("lines read before").isPositive().isLessThanOrEqualTo(before);
        note(before);
    }

    /** Lines are sent while the broker is down: they are not stored, and so the job can only read them of the next. */
    void ofTheBroker() throws Exception {
        assertThat(topics.broker().isRunning()).as("the broker runs").isFalse();
        int before = feed.burst(LINES);
        assertThat(feed.stored()).isLessThanOrEqualTo(before);
        assertThat(topics.broker().isRunning()).as("the broker runs").isFalse();
        note(before);
    }

    private void note(int before) throws Exception {
        Set<String> ids = new TreeSet<>();
        for (LongHistory.Line line : lines.subList(before, before + LINES)) {
            if (line.word().equals("accesses")) {
                ids.add(LiveTopics.JSON.readTree(line.text()).path("eventId").asText());
            }
        }
        accesses.add(ids);
    }

    /** There was such a time, and alerts stand on accesses of each. */
    void assertTold() throws Exception {
        Set<String> told = topics.accessesOfAlerts();
        assertThat(accesses).isNotEmpty().allSatisfy(ids -> assertThat(told).containsAnyElementsOf(ids));
    }
}
