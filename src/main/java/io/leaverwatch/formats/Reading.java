package io.leaverwatch.formats;

import io.leaverwatch.domain.DeadLetter;
import java.util.List;
import java.util.function.Function;

/**
 * What one line turned out to be.
 *
 * @param kind which of the four
 * @param event for EVENT, else null
 * @param deadLetter for DEAD, else null
 * @param wrongTyped for EVENT the optional free fields whose value had another type and so counts as absent
 * @param covered for an access to a protected system, EVENT or NOT_CONCERNED, what it adds to the coverage; else null
 */
public record Reading<T>(Kind kind, T event, DeadLetter deadLetter, List<String> wrongTyped, Covered covered) {

    /** What a line can be. */
    public enum Kind {
        EVENT,
        BLANK,
        NOT_CONCERNED,
        DEAD
    }

    /**
     * That a system was being logged at a time.
     *
     * @param system the policy's spelling
     * @param occurredAt epoch millis
     */
    public record Covered(String system, long occurredAt) {}

    /** Passes on the event or the dead letter, if it is one. */
    void giveTo(EventOutput<T> output) {
        if (event != null) {
            output.event(event);
        } else if (deadLetter != null) {
            output.deadLetter(deadLetter);
        }
    }

    /** The same with the event, if it is one, in another form. */
    <R> Reading<R> map(Function<T, R> form) {
        return new Reading<>(kind, event == null ? null : form.apply(event), deadLetter, wrongTyped, covered);
    }

    static <T> Reading<T> event(T event, List<String> wrongTyped, Covered covered) {
        return new Reading<>(Kind.EVENT, event, null, wrongTyped, covered);
    }

    static <T> Reading<T> blank() {
        return new Reading<>(Kind.BLANK, null, null, List.of(), null);
    }

    static <T> Reading<T> notConcerned(Covered covered) {
        return new Reading<>(Kind.NOT_CONCERNED, null, null, List.of(), covered);
    }

    static <T> Reading<T> dead(DeadLetter deadLetter) {
        return new Reading<>(Kind.DEAD, null, deadLetter, List.of(), null);
    }
}
