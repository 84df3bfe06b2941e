package io.leaverwatch.reference;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;

/** What the three kinds of lines say, after reading and before judging. */
final class ReferenceEvents {

    private ReferenceEvents() {}

    /**
     * Where an event was read.
     *
     * @param order the place of the line among all lines of its kind in the order of the command line
     * @param sha256 of the raw line without its ending, lower-case hexadecimal
     */
    record Origin(String source, long position, int order, String sha256) {

        /** Of several lines with one identity: the least SHA-256, then the first position. */
        static final Comparator<Origin> PREFERENCE =
                Comparator.comparing(Origin::sha256).thenComparing(Origin::order);
    }

    /** Anything that stands in a line and can be delivered twice. */
    interface Event {
        Origin origin();

        /** Equal for lines of which only one counts. */
        Object identity();
    }

    /**
     * A membership event.
     *
     * @param memberId trimmed
     * @param effective the resolved effectiveAt; null only for a RETRACTED without one
     * @param recorded the resolved recordedAt, by default {@code effective}
     * @param recordedForDayRule the same with a date alone in effectiveAt read as its start
     * @param retracts not null for RETRACTED only
     * @param feed the source, as compared; null where absent
     */
    record Membership(
            Origin origin,
            String eventId,
            String memberId,
            String type,
            ReferenceTime effectiveAt,
            Instant effective,
            Instant recorded,
            Instant recordedForDayRule,
            String retracts,
            String feed)
            implements Event {

        String memberKey() {
            return WhiteSpace.key(memberId);
        }

        boolean is(String wanted) {
            return type.equals(wanted);
        }

        @Override
        public Object identity() {
            return java.util.List.of(eventId, memberKey());
        }
    }

    /**
     * A credential link.
     *
     * @param from the resolved validFrom; null is open
     * @param until the resolved validUntil; null is open
     */
    record Link(Origin origin, String credentialId, String memberId, String relation, Instant from, Instant until)
            implements Event {

        String memberKey() {
            return WhiteSpace.key(memberId);
        }

        String credentialKey() {
            return WhiteSpace.key(credentialId);
        }

        boolean isValidAt(Instant t) {
            return (from == null || !t.isBefore(from)) && (until == null || t.isBefore(until));
        }

        boolean endedBy(Instant t) {
            return until != null && !until.isAfter(t);
        }

        /** Interpretation: all its fields as they are compared, that is ids folded and times resolved. */
        @Override
        public Object identity() {
            return java.util.Arrays.asList(credentialKey(), memberKey(), relation, from, until);
        }
    }

    /**
     * An access to a protected system.
     *
     * @param credentialId trimmed
     * @param system the policy's spelling
     * @param action upper case
     * @param zoneAssumed occurredAt had no offset
     * @param sessionId as given; null where absent
     * @param recordsAffected null where absent
     */
    record Access(
            Origin origin,
            String eventId,
            String credentialId,
            Instant occurredAt,
            boolean zoneAssumed,
            String system,
            String action,
            String outcome,
            String sessionId,
            BigInteger recordsAffected)
            implements Event {

        /** The order of a departure's breaches. */
        static final Comparator<Access> ORDER = Comparator.comparing(Access::occurredAt)
                .thenComparing(Access::eventId, CodePoints.ORDER)
                .thenComparing(Access::credentialKey, CodePoints.ORDER);

        String credentialKey() {
            return WhiteSpace.key(credentialId);
        }

        @Override
        public Object identity() {
            return java.util.List.of(eventId, credentialKey());
        }
    }
}
