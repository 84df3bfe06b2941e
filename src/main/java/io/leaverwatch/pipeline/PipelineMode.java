package io.leaverwatch.pipeline;

import java.io.Serializable;

/**
 * How long the graph waits before it says again what it said before.
 *
 * @param isReplay inputs end, and everything is said once, when they have; nothing is ever forgotten
 * @param debounceMillis live: how long changes of one credential or case are gathered before they are sent on
 * @param repairMillis live: how long what consumers hold may differ from what holds before it is said again
 */
public record PipelineMode(boolean isReplay, long debounceMillis, long repairMillis) implements Serializable {
    private static final long DEFAULT_DEBOUNCE_MILLIS = 50;
    private static final long DEFAULT_REPAIR_MILLIS = 5_000;

    /** The word that alerts carry: live or replay. */
    public String word() {
        return isReplay ? "replay" : "live";
    }

    /** For inputs that end. */
    public static PipelineMode replay() {
        return new PipelineMode(true, 0, 0);
    }

    /** For inputs that do not end, with a delay of its own before repairs. */
    public static PipelineMode live(long repairMillis) {
        return new PipelineMode(false, DEFAULT_DEBOUNCE_MILLIS, repairMillis);
    }

    /** For inputs that do not end. */
    public static PipelineMode live() {
        return live(DEFAULT_REPAIR_MILLIS);
    }
}
