package io.leaverwatch.formats;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.Fault;
import io.leaverwatch.domain.Names;
import io.leaverwatch.domain.Relation;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/** Credential links of the native format (src/docs/inputs.md). Holds state: one for each thread. */
public final class NativeLinkReader implements LineFormat<CredentialLink> {
    private static final Set<String> NAMES = Set.of("credentialId", "memberId", "relation", "validFrom", "validUntil");

    private final TimeParser times;
    private final Sha256 sha256 = new Sha256();

    /** Times without an offset, and dates, are read in this zone. */
    public NativeLinkReader(ZoneId zone) {
        this.times = new TimeParser(zone);
    }

    @Override
    public Reading<CredentialLink> read(byte[] buffer, int from, int to, Place place, long position) {
        if (ParsedLine.isBlank(buffer, from, to)) {
            return Reading.blank();
        }
        try {
            Fields fields = new Fields(ParsedLine.read(buffer, from, to, NAMES), times);
            String credentialId = Names.trim(fields.required("credentialId"));
            String memberId = Names.trim(fields.required("memberId"));
            Relation relation = fields.word("relation", Relation.class);
            Moment validFrom = fields.time("validFrom");
            Moment validUntil = fields.time("validUntil");
            long start = validFrom == null ? Long.MIN_VALUE : validFrom.epochMillis();
            long end = validUntil == null ? Long.MAX_VALUE : validUntil.epochMillis();
            if (end <= start) {
                throw new BadLine(
                        Fault.WRONG_TIME,
                        "validUntil (" + Instant.ofEpochMilli(end) + ") must be after validFrom ("
                                + Instant.ofEpochMilli(start) + ")");
            }
            CredentialLink link = new CredentialLink(
                    credentialId,
                    memberId,
                    relation == null ? Relation.OWNER : relation,
                    start,
                    end,
                    place.origin(position, sha256.of(buffer, from, to)));
            return Reading.event(link, fields.wrongTyped(), null);
        } catch (BadLine e) {
            return Reading.dead(place.deadLetter(e.fault(), e.getMessage(), buffer, from, to, position));
        }
    }
}
