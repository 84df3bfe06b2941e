package io.leaverwatch.domain;

/** In what way a line breaks the rules of its format: what dead letters are counted by. */
public enum Fault {
    /** A record without a value. */
    NO_VALUE,
    /** Over 1 MiB. */
    TOO_LONG,
    /** Bytes that are not UTF-8. */
    NOT_UTF8,
    /** Not one JSON object, something after it, or nested too deep. */
    NOT_JSON,
    /** A required field is missing or blank. */
    MISSING_FIELD,
    /** A field has a value of the wrong type, or a word that is not in its list. */
    WRONG_VALUE,
    /** A time that is none, or one that contradicts another. */
    WRONG_TIME
}
