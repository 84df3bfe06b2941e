package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.MembershipEvent;

/**
 * What concerns one member; exactly one part is set.
 *
 * @param event of its membership
 * @param link of a credential to it
 */
public record MemberInput(MembershipEvent event, CredentialLink link) {

    /** The member's name as it is compared. */
    public String memberKey() {
        return event != null ? event.memberKey() : link.memberKey();
    }
}
