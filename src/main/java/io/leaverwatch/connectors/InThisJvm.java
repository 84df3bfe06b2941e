package io.leaverwatch.connectors;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A large value that tasks of the same JVM use as it is. A job that carried it would pack and unpack a copy for every
 * subtask. Elsewhere it can't be had.
 */
final class InThisJvm<T> implements Serializable, AutoCloseable {
    private static final long serialVersionUID = 1L;
    private static final Map<Long, Object> VALUES = new ConcurrentHashMap<>();
    private static final AtomicLong LAST = new AtomicLong();

    private final long number;

    private InThisJvm(long number) {
        this.number = number;
    }

    /** A value that is kept until it is closed. */
    static <T> InThisJvm<T> of(T value) {
        InThisJvm<T> kept = new InThisJvm<>(LAST.incrementAndGet());
        VALUES.put(kept.number, value);
        return kept;
    }

    /** @throws IllegalStateException in another JVM, or when it was closed */
    @SuppressWarnings("unchecked") // of() is the only place that puts one
    T get() {
        Object value = VALUES.get(number);
        if (value == null) {
            throw new IllegalStateException("files are read in the JVM that started to read them, and in no other");
        }
        return (T) value;
    }

    @Override
    public void close() {
        VALUES.remove(number);
    }
}
