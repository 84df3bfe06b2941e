package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.MembershipEvent;
import java.io.Serializable;

/**
 * One event of a fed history; exactly one part is set.
 *
 * @param membership for the first input
 * @param link for the second
 * @param access for the third
 */
public record FedEvent(MembershipEvent membership, CredentialLink link, AccessEvent access) implements Serializable {}
