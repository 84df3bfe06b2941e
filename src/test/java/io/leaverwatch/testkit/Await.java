package io.leaverwatch.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for a condition, and never longer than a limit. */
public final class Await {
    /** How long what takes seconds is waited for, on a machine that may be slow. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private Await() {}

    /**
     * Waits until a condition holds.
     *
     * @param what the condition in words, for the failure's message: "the job runs"
     * @param limit how long to wait at most
     * @param condition asked again and again; an exception counts as no
     * @throws AssertionError when the limit is over; the last exception of the condition is its cause
     */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        value(what, limit, condition, held -> held);
    }

    /**
     * Waits until a value is as wanted, and returns it.
     *
     * @param what the wish in words, for the failure's message
     * @param limit how long to wait at most
     * @param value asked again and again; an exception counts as not as wanted
     * @param wanted whether the value is as wanted
     * @return the first value that is as wanted
     * @throws AssertionError when the limit is over; its message has the last value
     */
    public static <T> T value(String what, Duration limit, Callable<T> value, Predicate<T> wanted) {
        long end = System.nanoTime() + limit.toNanos();
        T last = null;
        Exception failure = null;
        do {
            try {
                last = value.call();
                failure = null;
                if (wanted.test(last)) {
                    return last;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting: " + what, e);
            } catch (Exception e) {
                failure = e;
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        } while (System.nanoTime() < end);
        throw new AssertionError("Not within " + limit.toSeconds() + " s: " + what + "; last seen: " + last, failure);
    }
}
