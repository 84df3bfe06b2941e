package io.leaverwatch.formats;

import static io.leaverwatch.domain.MembershipEvent.ABSENT;

import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.domain.Names;
import java.time.ZoneId;
import java.util.Set;

/** Membership events of the native format (src/docs/inputs.md). Holds state: one for each thread. */
public final class NativeMembershipReader implements LineFormat<MembershipEvent> {
    private static final Set<String> NAMES =
            Set.of("eventId", "memberId", "type", "effectiveAt", "recordedAt", "retracts", "source", "reason");

    private final TimeParser times;
    private final Sha256 sha256 = new Sha256();

    /** Times without an offset, and dates, are read in this zone. */
    public NativeMembershipReader(ZoneId zone) {
        this.times = new TimeParser(zone);
    }

    @Override
    public Reading<MembershipEvent> read(byte[] buffer, int from, int to, Place place, long position) {
        if (ParsedLine.isBlank(buffer, from, to)) {
            return Reading.blank();
        }
        try {
            Fields fields = new Fields(ParsedLine.read(buffer, from, to, NAMES), times);
            String eventId = fields.required("eventId");
            String memberId = Names.trim(fields.required("memberId"));
            MembershipType type = fields.requiredWord("type", MembershipType.class);
            boolean isRetraction = type == MembershipType.RETRACTED;
            Moment effective = isRetraction ? fields.time("effectiveAt") : fields.requiredTime("effectiveAt");
            Moment recorded = fields.time("recordedAt");
            String retracts = isRetraction ? fields.required("retracts") : null;
            String source = fields.free("source");
            String reason = fields.free("reason");
            long effectiveAt = effective == null ? ABSENT : effectiveAt(effective, type);
            MembershipEvent event = new MembershipEvent(
                    eventId,
                    memberId,
                    type,
                    effectiveAt,
                    effective != null && effective.dateOnly(),
                    effective != null && effective.zoneAssumed(),
                    effective == null ? ABSENT : effective.epochDay(),
                    recorded == null ? effectiveAt : recorded.epochMillis(),
                    recorded != null ? recorded.epochMillis() : effective == null ? ABSENT : effective.epochMillis(),
                    retracts,
                    source == null ? null : Names.trim(source),
                    reason,
                    place.origin(position, sha256.of(buffer, from, to)));
            return Reading.event(event, fields.wrongTyped(), null);
        } catch (BadLine e) {
            return Reading.dead(place.deadLetter(e.fault(), e.getMessage(), buffer, from, to, position));
        }
    }

    /** A date alone is read the way that accuses least: who departs on a day has that day; who returns, too. */
    private long effectiveAt(Moment effective, MembershipType type) {
        boolean departs = type != MembershipType.REINSTATED && type != MembershipType.RETRACTED;
        return effective.dateOnly() && departs ? times.startOfDay(effective.epochDay() + 1) : effective.epochMillis();
    }
}
