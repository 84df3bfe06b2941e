package io.leaverwatch.jobs;

/** The run was asked to stop, by a signal, before it was done. */
public final class RunStopped extends Exception {
    private static final long serialVersionUID = 1L;

    /** What was to be done is not. */
    public RunStopped() {
        super("stopped before it was done");
    }
}
