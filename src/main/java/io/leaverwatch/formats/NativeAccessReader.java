package io.leaverwatch.formats;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Fault;
import io.leaverwatch.domain.Names;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Policy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Access events of the native format (src/docs/inputs.md). Not concerned are, in this order: any line whose system is
 * not protected, and any whose credential no leaver can hold once eventId and occurredAt were read; their other fields
 * are not looked at. Holds state: one for each thread.
 */
public final class NativeAccessReader implements LineFormat<AccessEvent> {
    /** The fields that are mapped. */
    static final Set<String> NAMES = Set.of(
            "eventId",
            "occurredAt",
            "system",
            "credentialId",
            "action",
            "outcome",
            "sourceIp",
            "userAgent",
            "sessionId",
            "resource",
            "recordsAffected");

    private final ProtectedSystems systems;
    private final LeaverIndex leavers;
    private final TimeParser times;
    private final Sha256 sha256 = new Sha256();

    /** Gives the accesses of the policy's systems by the index's credentials; {@link LeaverIndex#EVERYONE} for all. */
    public NativeAccessReader(Policy policy, LeaverIndex leavers) {
        this.systems = new ProtectedSystems(policy);
        this.leavers = leavers;
        this.times = new TimeParser(policy.zone());
    }

    @Override
    public Reading<AccessEvent> read(byte[] buffer, int from, int to, Place place, long position) {
        if (ParsedLine.isBlank(buffer, from, to)) {
            return Reading.blank();
        }
        try {
            Fields fields = new Fields(ParsedLine.read(buffer, from, to, NAMES), times);
            int system = systems.indexOf(fields.required("system"));
            if (system < 0) {
                return Reading.notConcerned(null);
            }
            String eventId = fields.required("eventId");
            String credentialId = Names.trim(fields.required("credentialId"));
            Moment occurred = fields.requiredTime("occurredAt");
            if (occurred.dateOnly()) {
                throw new BadLine(
                        Fault.WRONG_TIME, "occurredAt is a date alone; it needs a time of day: " + TimeParser.ALLOWED);
            }
            Reading.Covered covered = new Reading.Covered(systems.name(system), occurred.epochMillis());
            if (!leavers.mayHold(Names.key(credentialId))) {
                return Reading.notConcerned(covered);
            }
            Outcome outcome = fields.word("outcome", Outcome.class);
            String action = fields.free("action");
            String sessionId = fields.free("sessionId");
            long recordsAffected = fields.count("recordsAffected");
            fields.free("sourceIp");
            fields.free("userAgent");
            fields.free("resource");
            AccessEvent event = new AccessEvent(
                    eventId,
                    occurred.epochMillis(),
                    occurred.zoneAssumed(),
                    covered.system(),
                    credentialId,
                    action == null ? "ACCESS" : Names.trim(action).toUpperCase(Locale.ROOT),
                    outcome == null ? Outcome.SUCCESS : outcome,
                    sessionId,
                    recordsAffected,
                    place.origin(position, sha256.of(buffer, from, to)),
                    Arrays.copyOfRange(buffer, from, to));
            return Reading.event(event, fields.wrongTyped(), covered);
        } catch (BadLine e) {
            return Reading.dead(place.deadLetter(e.fault(), e.getMessage(), buffer, from, to, position));
        }
    }
}
