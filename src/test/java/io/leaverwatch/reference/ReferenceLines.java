package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceEvents.Access;
import io.leaverwatch.reference.ReferenceEvents.Event;
import io.leaverwatch.reference.ReferenceEvents.Link;
import io.leaverwatch.reference.ReferenceEvents.Membership;
import io.leaverwatch.reference.ReferenceReader.Reading;
import io.leaverwatch.reference.ReferenceResult.Fate;
import io.leaverwatch.reference.ReferenceResult.Kind;
import io.leaverwatch.reference.ReferenceResult.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All lines of one kind: which events count, and what each line is counted as. */
final class ReferenceLines {

    private final Kind kind;
    private final List<Reading> readings = new ArrayList<>();
    private final Map<Object, Event> counting = new LinkedHashMap<>();

    ReferenceLines(Kind kind, List<ReferenceInputs.Line> lines, ReferencePolicy policy) {
        this.kind = kind;
        ReferenceReader reader = new ReferenceReader(policy);
        for (ReferenceInputs.Line line : lines) {
            Reading reading = reader.read(kind, line, readings.size());
            readings.add(reading);
            if (reading.event() != null) {
                counting.merge(reading.event().identity(), reading.event(), ReferenceLines::preferred);
            }
        }
    }

    /** One event of each identity, in the order in which the identities were first met. */
    List<Event> counting() {
        return List.copyOf(counting.values());
    }

    /**
     * The latest recordedAt, of memberships only, where none (a RETRACTED that gives no time at all) is the earliest; then the least SHA-256; then the first position.
     */
    private static Event preferred(Event one, Event other) {
        if (one instanceof Membership a && other instanceof Membership b) {
            int byRecorded = Comparator.nullsFirst(Comparator.<java.time.Instant>naturalOrder())
                    .compare(a.recorded(), b.recorded());
            if (byRecorded != 0) {
                return byRecorded > 0 ? one : other;
            }
        }
        return ReferenceEvents.Origin.PREFERENCE.compare(one.origin(), other.origin()) <= 0 ? one : other;
    }

    /** For memberships and links: what counts is considered, or evidence where an alert names it. */
    List<Line> fates(Set<String> evidence) {
        return readings.stream().map(r -> line(r, evidence, true, false, false)).toList();
    }

    /** For accesses. */
    List<Line> fates(Set<String> evidence, Set<String> leavers, ReferenceAttribution attribution, List<Link> links) {
        List<Line> lines = new ArrayList<>();
        for (Reading reading : readings) {
            String key = reading.credentialKey();
            boolean leaver = key != null
                    && (leavers.contains(key)
                            || links.stream()
                                    .anyMatch(l -> l.credentialKey().equals(key) && leavers.contains(l.memberKey())));
            boolean attributed = reading.event() instanceof Access access
                    && attribution.at(access.credentialKey(), access.occurredAt()).stream()
                            .anyMatch(h -> leavers.contains(h.memberKey()));
            boolean mayBeLeft = reading.systemIsOther() || (key != null && !leaver);
            lines.add(line(reading, evidence, leaver && !reading.notProtected(), mayBeLeft, attributed));
        }
        return lines;
    }

    private Line line(
            Reading reading, Set<String> evidence, boolean concerned, boolean mayBeLeft, boolean attributedToLeaver) {
        String at = kind.name().toLowerCase(java.util.Locale.ROOT).replace("credential", "link")
                + reading.origin().source()
                + ":"
                + reading.origin().position();
        Event counts =
                reading.event() == null ? null : counting.get(reading.event().identity());
        boolean redelivery =
                counts != null && counts.origin().order() != reading.origin().order();
        // Interpretation: other content is another raw line.
        boolean conflict =
                redelivery && !counts.origin().sha256().equals(reading.origin().sha256());
        Fate fate;
        if (reading.blank()) {
            fate = Fate.BLANK;
        } else if (reading.dead() != null) {
            fate = Fate.DEAD_LETTER;
        } else if (redelivery) {
            fate = Fate.REDELIVERY;
        } else if (!concerned) {
            fate = Fate.NOT_CONCERNED;
        } else {
            fate = evidence.contains(at) ? Fate.EVIDENCE : Fate.CONSIDERED;
        }
        return new Line(
                kind,
                reading.origin().source(),
                reading.origin().position(),
                fate,
                mayBeLeft,
                conflict,
                attributedToLeaver && !redelivery,
                reading.dead());
    }
}
