package io.leaverwatch.connectors;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.formats.AccessLine;
import io.leaverwatch.formats.Tally;

/**
 * One thing that reading files gives; exactly one component is set, the others are null.
 *
 * @param access a line that is a protected access by a credential that a leaver can hold
 * @param membership a membership event
 * @param link a link of a credential that a leaver can hold
 * @param deadLetter a line that breaks the rules
 * @param tally what became of all lines of a part of an input, once that part is read to its end; see
 *     {@link io.leaverwatch.formats.Coverage}, which adds them up
 */
public record ReadRecord(
        AccessLine access, MembershipEvent membership, CredentialLink link, DeadLetter deadLetter, Tally tally) {

    static ReadRecord of(AccessLine access) {
        return new ReadRecord(access, null, null, null, null);
    }

    static ReadRecord of(MembershipEvent membership) {
        return new ReadRecord(null, membership, null, null, null);
    }

    static ReadRecord of(CredentialLink link) {
        return new ReadRecord(null, null, link, null, null);
    }

    static ReadRecord of(DeadLetter deadLetter) {
        return new ReadRecord(null, null, null, deadLetter, null);
    }

    static ReadRecord of(Tally tally) {
        return new ReadRecord(null, null, null, null, tally);
    }
}
