package io.leaverwatch.pipeline;

import java.io.Serializable;

/**
 * How long the graph waits before it says again what it said before.
 *
 * @param isReplay inputs end, and everything is said once, when they have; nothing is ever forgotten
 * @param debounceMillis live: how long changes of one credential or case are gathered before they are sent on
 */
public record PipelineMode(boolean isReplay, long debounceMillis) implements Serializable {
    private static final long DEFAULT_DEBOUNCE_MILLIS = 50;

    /** For inputs that end. */
    public static PipelineMode replay() {
        return new PipelineMode(true, 0);
    }

    /** For inputs that do not end. */
    public static PipelineMode live() {
        return new PipelineMode(false, DEFAULT_DEBOUNCE_MILLIS);
    }
}
