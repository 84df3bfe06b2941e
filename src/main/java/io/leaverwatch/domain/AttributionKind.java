package io.leaverwatch.domain;

/** Why a credential stands for a member: a link's relation, a link that had ended, or the id itself. */
public enum AttributionKind {
    OWNER,
    DELEGATE,
    SERVICE,
    LAST_HOLDER,
    DIRECT
}
