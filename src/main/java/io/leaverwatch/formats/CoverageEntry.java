package io.leaverwatch.formats;

import java.io.Serializable;
import java.util.List;

/**
 * What was read of one protected system from one access source, of all credentials.
 *
 * @param source the file as given, or the topic
 * @param system the policy's spelling
 * @param firstMillis epoch millis of the first event; means nothing where there is none
 * @param lastMillis epoch millis of the last event; means nothing where there is none
 * @param events how many
 * @param gaps silences longer than the policy's {@code coverage.gap}, in order
 * @param deadLetters of the source, whatever their system
 */
public record CoverageEntry(
        String source, String system, long firstMillis, long lastMillis, long events, List<Gap> gaps, long deadLetters)
        implements Serializable {

    /**
     * A silence.
     *
     * @param from epoch millis of the event before it
     * @param until epoch millis of the event after it
     */
    public record Gap(long from, long until) implements Serializable {}

    /** Whether nothing of the system was read from the source. */
    public boolean isEmpty() {
        return events == 0;
    }
}
