package io.leaverwatch.domain;

/** How a credential belongs to a member, in the order in which one is preferred where a member has several. */
public enum Relation {
    /** The member's own. */
    OWNER,
    /** A member of staff acting for the member. */
    DELEGATE,
    /** An automated client that runs under the member's authority. */
    SERVICE
}
