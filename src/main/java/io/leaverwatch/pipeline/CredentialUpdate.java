package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Departure;
import io.leaverwatch.types.PackedLinks;
import java.util.List;

/**
 * What one member now is to one credential; replaces what was sent before for this pair.
 *
 * @param credentialKey the credential's name as it is compared; the key
 * @param memberKey the member's name as it is compared
 * @param links of this member to this credential; empty where only the names are the same
 * @param departures of the member, earliest first
 */
public record CredentialUpdate(String credentialKey, String memberKey, PackedLinks links, List<Departure> departures) {}
