package io.leaverwatch.formats;

import io.leaverwatch.domain.DeadLetter;

/** Takes what the lines of one source turn out to be. */
public interface EventOutput<T> {
    /** An event to pass on. */
    void event(T event);

    /** A line that breaks the rules. */
    void deadLetter(DeadLetter deadLetter);
}
