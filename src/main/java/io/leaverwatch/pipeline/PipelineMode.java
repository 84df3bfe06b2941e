package io.leaverwatch.pipeline;

import java.io.Serializable;

/**
 * How long the graph waits before it says again what it said before.
 *
 * @param isReplay inputs end, and everything is said once, when they have; nothing is ever forgotten
 * @param debounceMillis live: how long changes of one credential or case are gathered before they are sent on
 * @param repairMillis live: how long what consumers hold may differ from what holds before it is said again
 * @param isTransactional live: what is said is read with the next checkpoint, and may be lost with its transaction
 */
public record PipelineMode(boolean isReplay, long debounceMillis, long repairMillis, boolean isTransactional)
        implements Serializable {
    private static final long DEFAULT_DEBOUNCE_MILLIS = 50;
    private static final long DEFAULT_REPAIR_MILLIS = 5_000;
    /** What a restored job wrote before, it reads within moments; but what it says too early stands there twice. */
    private static final long REPAIRS_TO_LOST = 6;

    private static final long SECOND = 1_000;
    private static final long STEP_MILLIS = 50;

    /** The word that alerts carry: live or replay. */
    public String word() {
        return isReplay ? "replay" : "live";
    }

    /** For inputs that end. */
    public static PipelineMode replay() {
        return new PipelineMode(true, 0, 0, false);
    }

    /** For inputs that do not end, with a delay of its own before repairs. */
    public static PipelineMode live(long repairMillis) {
        return new PipelineMode(false, DEFAULT_DEBOUNCE_MILLIS, repairMillis, false);
    }

    /** For inputs that do not end and outputs in transactions. */
    public static PipelineMode transactional(long repairMillis) {
        return new PipelineMode(false, DEFAULT_DEBOUNCE_MILLIS, repairMillis, true);
    }

    /** For inputs that do not end. */
    public static PipelineMode live() {
        return live(DEFAULT_REPAIR_MILLIS);
    }

    /** How long a restored job looks for what it said before, until that is taken for lost. */
    long lostMillis() {
        return REPAIRS_TO_LOST * repairMillis;
    }

    /** The next whole second: a case with much to repair is not walked through for each millisecond that something is due in. */
    long inWholeSeconds(long millis) {
        return roundedUp(millis, SECOND);
    }

    /** The next moment for what no alert waits for: done together, it wakes each thread on its way once. */
    long inSteps(long millis) {
        return roundedUp(millis, STEP_MILLIS);
    }

    private static long roundedUp(long millis, long step) {
        return (millis + step - 1) / step * step;
    }
}
