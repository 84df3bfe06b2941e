package io.leaverwatch.domain;

/** The kinds of membership event. Which of the first four depart is the policy's decision. */
public enum MembershipType {
    RESIGNED,
    EXPELLED,
    LAPSED,
    SUSPENDED,
    REINSTATED,
    RETRACTED
}
