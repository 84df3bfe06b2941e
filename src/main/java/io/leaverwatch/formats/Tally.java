package io.leaverwatch.formats;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of the lines of one source, or of a part of it; parts add up. Each line is one of blank, dead,
 * notConcerned and forwarded.
 *
 * @param kind membership, link or access
 * @param sourceOrder place of the source on the command line, from 0
 * @param source the file as given
 * @param lines lines read
 * @param blank lines of nothing but White_Space
 * @param dead dead letters
 * @param notConcerned accesses and links that no leaver's credential has a part in
 * @param forwarded events that were passed on; redeliveries are among them
 * @param wrongTyped by name of an optional free field, how many forwarded events had a value of another type there
 * @param covered for an access source, the protected systems of which it had readable accesses
 */
public record Tally(
        String kind,
        int sourceOrder,
        String source,
        long lines,
        long blank,
        long dead,
        long notConcerned,
        long forwarded,
        Map<String, Long> wrongTyped,
        List<Covered> covered)
        implements Serializable {

    /** The same of a source in another place. */
    public Tally inOrder(int order) {
        return new Tally(kind, order, source, lines, blank, dead, notConcerned, forwarded, wrongTyped, covered);
    }

    /**
     * When one protected system was logged.
     *
     * @param system the policy's spelling
     * @param events accesses by anyone
     * @param spans epoch millis: start and end of each span, in turn and ascending; between neighbouring events in a
     *     span no more than the policy's coverage gap passes, between spans more
     */
    public record Covered(String system, long events, long[] spans) implements Serializable {

        /** Of those systems that had events; all three in the same order. */
        static List<Covered> of(List<String> systems, long[] events, TimeSpans[] spans) {
            List<Covered> covered = new ArrayList<>();
            for (int i = 0; i < events.length; i++) {
                if (events[i] > 0) {
                    covered.add(new Covered(systems.get(i), events[i], spans[i].toArray()));
                }
            }
            return covered;
        }
    }
}
