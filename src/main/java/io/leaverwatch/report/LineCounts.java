package io.leaverwatch.report;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the lines of one kind of input. Every line is exactly one of blank, dead letter, redelivery, not
 * concerned, considered or evidence.
 *
 * @param lines all lines
 * @param blank only white space
 * @param deadLetters breaking the rules of the format
 * @param redeliveries copies of an event that another line counts for
 * @param notConcerned of a system that is not protected, or of a credential that no leaver can hold
 * @param evidence named by an alert
 * @param conflicts redeliveries whose content differs from that of the line that counts
 * @param wrongTyped by field name: optional values of another type than allowed, which counted as absent
 */
public record LineCounts(
        long lines,
        long blank,
        long deadLetters,
        long redeliveries,
        long notConcerned,
        long evidence,
        long conflicts,
        SortedMap<String, Long> wrongTyped) {
    /** No lines at all. */
    public static final LineCounts NONE = new LineCounts(0, 0, 0, 0, 0, 0, 0, new TreeMap<>());

    /** Membership events, links, and protected accesses of leavers that count and that no alert names. */
    public long considered() {
        return lines - blank - deadLetters - redeliveries - notConcerned - evidence;
    }

    /** Both together. */
    public LineCounts plus(LineCounts other) {
        SortedMap<String, Long> fields = new TreeMap<>(wrongTyped);
        other.wrongTyped.forEach((field, count) -> fields.merge(field, count, Long::sum));
        return new LineCounts(
                lines + other.lines,
                blank + other.blank,
                deadLetters + other.deadLetters,
                redeliveries + other.redeliveries,
                notConcerned + other.notConcerned,
                evidence + other.evidence,
                conflicts + other.conflicts,
                fields);
    }

    /**
     * Holds what was counted in one place against what was counted in another.
     *
     * @param kind of input, for the message
     * @param events lines that became an event, as their reader counted them
     * @param taken events that the job took in, as it counted them
     * @param written dead letters in the result file
     * @return what does not add up, a sentence each; empty where all does
     */
    public List<String> contradictions(String kind, long events, long taken, long written) {
        List<String> found = new ArrayList<>();
        if (lines != blank + deadLetters + notConcerned + events) {
            found.add(kind + " lines: " + lines + " were read, but " + blank + " blank + " + deadLetters
                    + " dead letters + " + notConcerned + " not concerned + " + events + " events were counted.");
        }
        if (events != taken) {
            found.add(kind + " events: " + events + " were read, but the job took in " + taken + ".");
        }
        if (deadLetters != written) {
            found.add(kind + " dead letters: " + deadLetters + " were read, but " + written + " were written.");
        }
        if (considered() < 0 || conflicts > redeliveries) {
            found.add(kind + " events: " + taken + " were taken in, but " + redeliveries + " redeliveries (" + conflicts
                    + " conflicts) + " + evidence + " evidence were counted.");
        }
        return found;
    }
}
