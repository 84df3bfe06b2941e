package io.leaverwatch.reference;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What the rules say about a set of inputs under a policy. Every list but {@link Alert#accesses} is in an order of the model's own; compare as sets. Times are exact to the
 * millisecond. Words are those of the documents.
 *
 * @param alerts the final alerts, OPEN and EXEMPTED
 * @param incidents one for each departure with an open alert
 * @param departures one for each departure
 * @param lines every input line
 */
public record ReferenceResult(
        List<Alert> alerts, List<Incident> incidents, List<DepartureRecord> departures, List<Line> lines) {

    /**
     * One alert.
     *
     * @param single whether the rule looks at one access by itself
     * @param memberId as in the departing event, trimmed
     * @param accesses in order; one for the rules over one access
     * @param attribution OWNER, DELEGATE, SERVICE, LAST_HOLDER or DIRECT; null where the accesses differ
     * @param system the policy's spelling; null where the accesses differ
     * @param credentialId as the first access gave it, trimmed; null where the accesses differ
     * @param occurredAt the last access's; harvest: the departure's start
     * @param sinceDeparture from the departure's start to occurredAt
     * @param dataClasses of the accesses' systems, by the policy
     * @param exemptionReason of the first exemption that applies; null where OPEN
     */
    public record Alert(
            String ruleId,
            boolean single,
            String severity,
            String status,
            String memberId,
            Departure departure,
            List<AccessRef> accesses,
            String attribution,
            String system,
            String credentialId,
            Instant occurredAt,
            Duration sinceDeparture,
            SortedSet<String> caveats,
            SortedSet<String> dataClasses,
            String exemptionReason,
            Set<Evidence> evidence) {}

    /**
     * A departure as outputs show it.
     *
     * @param eventId of the departing event, as given
     * @param effectiveAt resolved: the start
     * @param recordedAt resolved; by default effectiveAt
     * @param until the end; null where open
     * @param dateOnly whether effectiveAt was given as a day
     */
    public record Departure(
            String eventId, String type, Instant effectiveAt, Instant recordedAt, Instant until, boolean dateOnly) {}

    /**
     * An access in an alert.
     *
     * @param eventId as given
     * @param credentialId as the access gave it, trimmed
     * @param system the policy's spelling
     * @param action upper case
     * @param sessionId as given; null where absent
     * @param recordsAffected null where absent
     */
    public record AccessRef(
            String eventId,
            String credentialId,
            Instant occurredAt,
            String system,
            String action,
            String outcome,
            String sessionId,
            BigInteger recordsAffected) {}

    /**
     * A line that an alert rests on.
     *
     * @param kind membership, link or access
     * @param eventId as given; null for a link
     * @param source the name of the file
     * @param position byte offset of the line
     * @param sha256 of the raw line without its ending, lower-case hexadecimal
     */
    public record Evidence(String kind, String eventId, String source, long position, String sha256) {}

    /**
     * What is open for one member and departure.
     *
     * @param severity the highest of the open alerts
     * @param alertCount open alerts
     * @param accessCount distinct accesses of the open alerts, a harvest's included
     * @param firstSeen the earliest of those accesses; lastSeen the latest
     * @param systems of those accesses, the policy's spelling
     * @param credentialKeys of those accesses, folded as they are compared
     * @param recordsAffected over the departure's successful breaches that are not exempted, each once; may exceed a long
     * @param ruleIds of the open alerts
     */
    public record Incident(
            String memberId,
            Departure departure,
            String severity,
            int alertCount,
            int accessCount,
            Instant firstSeen,
            Instant lastSeen,
            SortedSet<String> systems,
            SortedSet<String> credentialKeys,
            BigInteger recordsAffected,
            SortedSet<String> ruleIds) {}

    /**
     * What is known of a departure, whether or not anything was found.
     *
     * @param credentialKeys attributed to the member in it, folded as they are compared
     * @param alertCounts open alerts by ruleId; a rule without one is absent
     * @param lastAccessBefore null where there is none; of several at the same time the last in order
     * @param firstAccessAfter null where there is none; of several at the same time the first in order
     * @param inDoubt in order; empty unless the effectiveAt was a date alone
     * @param finding BREACHED, ATTEMPTED_ONLY, EXEMPTED_ONLY or NONE_FOUND
     */
    public record DepartureRecord(
            String memberId,
            Departure departure,
            SortedSet<String> credentialKeys,
            SortedMap<String, Integer> alertCounts,
            AccessRef lastAccessBefore,
            AccessRef firstAccessAfter,
            List<AccessRef> inDoubt,
            String finding) {}

    /** Where a line may come from. */
    public enum Kind {
        MEMBERSHIP,
        CREDENTIAL,
        ACCESS
    }

    /** What a line is counted as; each is exactly one. */
    public enum Fate {
        BLANK,
        DEAD_LETTER,
        REDELIVERY,
        NOT_CONCERNED,
        CONSIDERED,
        EVIDENCE
    }

    /**
     * One input line.
     *
     * @param fate what a slow and complete reader counts it as
     * @param mayBeNotConcerned an access line whose system can be read and is not protected, or whose credential no leaver can hold: it may be counted as not
     *     concerned although it is a dead letter or a redelivery
     * @param conflict a redelivery whose raw line differs from the one that counts
     * @param attributedToLeaver an access that counts, to a protected system, attributed at its time to a member with a departure; {@code fate} goes by the wider "credential that
     *     a leaver can hold"
     * @param reason why it is a dead letter; else null
     */
    public record Line(
            Kind kind,
            String source,
            long position,
            Fate fate,
            boolean mayBeNotConcerned,
            boolean conflict,
            boolean attributedToLeaver,
            String reason) {}

    /** How many lines of a kind have a fate. */
    public int count(Kind kind, Fate fate) {
        return (int)
                lines.stream().filter(l -> l.kind() == kind && l.fate() == fate).count();
    }

    /** The same without the lines that may be counted as not concerned: what every right implementation counts at least. */
    public int certain(Kind kind, Fate fate) {
        return (int) lines.stream()
                .filter(l -> l.kind() == kind && l.fate() == fate && !l.mayBeNotConcerned())
                .count();
    }

    /** How many lines of a kind are redeliveries with other content. */
    public int conflicts(Kind kind) {
        return (int)
                lines.stream().filter(l -> l.kind() == kind && l.conflict()).count();
    }

    /** The same without the lines that may be counted as not concerned. */
    public int certainConflicts(Kind kind) {
        return (int) lines.stream()
                .filter(l -> l.kind() == kind && l.conflict() && !l.mayBeNotConcerned())
                .count();
    }

    /** Counting protected accesses by a credential that a leaver can hold: considered and evidence. */
    public int leaversLines() {
        return count(Kind.ACCESS, Fate.CONSIDERED) + count(Kind.ACCESS, Fate.EVIDENCE);
    }

    /** The dead letters that every right implementation reports; others are allowed only among {@link #optionalDeadLetters}. */
    public List<Line> requiredDeadLetters() {
        return lines.stream()
                .filter(l -> l.fate() == Fate.DEAD_LETTER && !l.mayBeNotConcerned())
                .toList();
    }

    /** The dead letters that may be counted as not concerned instead. */
    public List<Line> optionalDeadLetters() {
        return lines.stream()
                .filter(l -> l.fate() == Fate.DEAD_LETTER && l.mayBeNotConcerned())
                .toList();
    }

    /** Every line counted in {@code kind} and {@code fate}, both maps complete. */
    public Map<Kind, Map<Fate, Integer>> counts() {
        Map<Kind, Map<Fate, Integer>> all = new java.util.EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Map<Fate, Integer> fates = new java.util.EnumMap<>(Fate.class);
            for (Fate fate : Fate.values()) {
                fates.put(fate, count(kind, fate));
            }
            all.put(kind, fates);
        }
        return all;
    }
}
