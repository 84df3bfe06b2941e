package io.leaverwatch.cli;

import io.leaverwatch.jobs.ReplayJob;
import io.leaverwatch.jobs.ReplayRequest;
import io.leaverwatch.jobs.ReplayResult;
import java.io.PrintWriter;

/** Runs a replay in front of a person: with a line that shows how far it is, and an answer to Ctrl-C. */
final class ReplayRun {
    private ReplayRun() {}

    /**
     * @param isQuiet whether no progress is shown even on a terminal
     * @param err where a person looks for progress and for why a run stopped
     * @throws Exception what the job throws
     */
    static ReplayResult run(ReplayRequest request, boolean isQuiet, PrintWriter err) throws Exception {
        ReplayJob job = new ReplayJob(request);
        ProgressLine line = !isQuiet && Terminal.hasProgressLine() ? ProgressLine.start(err, job::progress) : null;
        // SIGINT, SIGTERM and SIGHUP start the JVM's end, which waits for this and then gives the signal's status.
        Thread onSignal = new Thread(() -> stop(job, line, request, err), "stop-replay");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            return job.run();
        } finally {
            close(line);
            forget(onSignal);
        }
    }

    private static void stop(ReplayJob job, ProgressLine line, ReplayRequest request, PrintWriter err) {
        close(line);
        boolean isStopped = job.stop();
        err.println(
                isStopped
                        ? "leaverwatch: stopped before the end; nothing was written to " + request.out() + "."
                        : "leaverwatch: the results in " + request.out() + " were complete already.");
        err.flush();
    }

    private static void close(ProgressLine line) {
        if (line != null) {
            line.close();
        }
    }

    private static void forget(Thread onSignal) {
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) {
            // It runs already.
        }
    }
}
