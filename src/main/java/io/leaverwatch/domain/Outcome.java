package io.leaverwatch.domain;

/** What became of an access. */
public enum Outcome {
    SUCCESS,
    DENIED,
    ERROR
}
