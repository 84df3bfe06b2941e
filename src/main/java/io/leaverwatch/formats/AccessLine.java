package io.leaverwatch.formats;

import io.leaverwatch.domain.AccessEvent;

/**
 * A line that is an access to a protected system by a credential that is asked for, read as far as it takes to send it
 * where that credential is judged; {@link AccessReader} makes the whole access of it.
 *
 * @param credentialKey the credential's name as it is compared
 * @param occurredAt epoch millis
 * @param system the policy's spelling
 * @param place where it was read
 * @param position in the place, as in {@link io.leaverwatch.domain.Origin}
 * @param raw the line, without its ending; nobody changes it
 */
public record AccessLine(String credentialKey, long occurredAt, String system, Place place, long position, byte[] raw) {

    /** Of an access that was read whole. */
    public static AccessLine of(AccessEvent access, Place place) {
        return new AccessLine(
                access.credentialKey(),
                access.occurredAt(),
                access.system(),
                place,
                access.origin().position(),
                access.raw());
    }
}
