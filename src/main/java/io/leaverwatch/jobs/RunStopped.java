package io.leaverwatch.jobs;

/** The run was asked to stop, by a signal, before it was done. */
public final class RunStopped extends Exception {
    private static final long serialVersionUID = 1L;

    RunStopped() {
        super("stopped before it was done");
    }
}
