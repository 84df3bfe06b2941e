package io.leaverwatch.domain;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * One access to a protected system, as mapped.
 *
 * @param eventId exactly as given; required
 * @param occurredAt epoch millis; required
 * @param zoneAssumed whether occurredAt had no offset
 * @param system the policy's spelling of the protected system; null only in a look-back, where another policy protects it no more
 * @param credentialId as given, trimmed; compared by {@link Names#key}; required
 * @param action upper case, trimmed; ACCESS where absent
 * @param outcome SUCCESS where absent
 * @param sessionId exactly as given; null where absent
 * @param recordsAffected 0 or more; -1 where absent
 * @param origin where it was read
 * @param raw the line as read, without its line ending: what the alert's {@code access} is written from
 */
public record AccessEvent(
        String eventId,
        long occurredAt,
        boolean zoneAssumed,
        String system,
        String credentialId,
        String action,
        Outcome outcome,
        String sessionId,
        long recordsAffected,
        Origin origin,
        byte[] raw)
        implements Serializable {

    /** The credential's name as it is compared. */
    public String credentialKey() {
        return Names.key(credentialId);
    }

    /** What identifies it: two lines with the same key are copies of one access. */
    public String key() {
        return Names.join(credentialKey(), eventId);
    }

    /** The same access in another system; null for one that is not protected. */
    public AccessEvent inSystem(String other) {
        return new AccessEvent(
                eventId,
                occurredAt,
                zoneAssumed,
                other,
                credentialId,
                action,
                outcome,
                sessionId,
                recordsAffected,
                origin,
                raw);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof AccessEvent other
                && eventId.equals(other.eventId)
                && occurredAt == other.occurredAt
                && Objects.equals(system, other.system)
                && credentialId.equals(other.credentialId)
                && origin.equals(other.origin)
                && Arrays.equals(raw, other.raw);
    }

    @Override
    public int hashCode() {
        return eventId.hashCode() * 31 + origin.hashCode();
    }
}
