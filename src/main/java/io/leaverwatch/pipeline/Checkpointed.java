package io.leaverwatch.pipeline;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which checkpoints there were, as one subtask sees it. What it says before one begins is committed with that one, or with a
 * later one where it fails. Their numbers go on over restarts and savepoints. For one thread.
 */
final class Checkpointed implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Deque<Completed> completed = new ArrayDeque<>();
    private long newest;
    private long justCompleted;
    private long settled;

    private record Completed(long number, long seenAt) implements Serializable {}

    /** The subtask goes on from this one. */
    void restored(long number) {
        newest = number;
        justCompleted = number;
    }

    /** One begins. */
    void begins(long number) {
        newest = number;
    }

    /** One is complete. */
    void completes(long number) {
        justCompleted = Math.max(justCompleted, number);
    }

    /** The newest that has begun; 0 before the first. */
    long newest() {
        return newest;
    }

    /** Takes note of the time, in epoch millis: Flink tells of a complete one without saying when. */
    void see(long now) {
        if (justCompleted > 0) {
            completed.add(new Completed(justCompleted, now));
            justCompleted = 0;
        }
    }

    /** The newest that was seen to be complete that long ago; 0 where none was. */
    long settled(long now, long millis) {
        see(now);
        while (!completed.isEmpty() && completed.getFirst().seenAt() <= now - millis) {
            settled = Math.max(settled, completed.removeFirst().number());
        }
        return settled;
    }
}
