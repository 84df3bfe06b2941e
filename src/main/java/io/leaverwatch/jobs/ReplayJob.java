package io.leaverwatch.jobs;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.config.UsageError;
import io.leaverwatch.connectors.FileInputs;
import io.leaverwatch.connectors.InputFile;
import io.leaverwatch.connectors.InputFiles;
import io.leaverwatch.connectors.InputUnreadable;
import io.leaverwatch.connectors.LeaversShare;
import io.leaverwatch.connectors.Progress;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.report.ResultFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One replay: reads who left, then all inputs through the pipeline on a Flink inside this JVM, and writes the results.
 * For one call of {@link #run}; {@link #progress} and {@link #stop} may be called meanwhile by other threads.
 */
public final class ReplayJob {
    private static final long STOP_SECONDS = 10;
    private static final String READING = "reading accesses";

    private final ReplayRequest request;
    private volatile String phase = "starting";
    private volatile boolean isStopped;
    private volatile EmbeddedFlink flink;
    private volatile JobClient client;
    private volatile OutputFolder folder;
    private volatile InputFiles files;
    private volatile Progress progress;

    /** A replay that is not started yet. */
    public ReplayJob(ReplayRequest request) {
        this.request = request;
    }

    /**
     * Runs to the end. The output folder is checked before anything is read, and gets its files at the very end.
     *
     * @throws UsageError where the request, the policy or the output folder can't be used
     * @throws InputUnreadable where an input can't be read to its end
     * @throws RunStopped where {@link #stop} was called meanwhile
     */
    public ReplayResult run() throws Exception {
        long start = System.nanoTime();
        try (OutputFolder out = OutputFolder.open(request.out(), ResultFiles.NAMES, request.force())) {
            folder = out;
            Policy policy = PolicyReader.read(request.policy());
            Path temporary = Files.createDirectory(out.work().resolve("flink"));
            try (InputFiles found = find(out.work());
                    EmbeddedFlink starting = EmbeddedFlink.start(
                            request.parallelism(), policy.enabledRules().size(), temporary)) {
                files = found;
                flink = starting;
                progress = Progress.start(found);
                return run(out, policy, found, start);
            }
        } catch (Exception e) {
            throw isStopped ? new RunStopped() : reason(e);
        }
    }

    /** Copies of what can be read only once go where all goes that is not finished: a run that is stopped removes it. */
    private InputFiles find(Path work) {
        return InputFiles.find(
                List.of(
                        new InputFiles.Given(InputKind.MEMBERSHIP, request.membership()),
                        new InputFiles.Given(InputKind.LINK, request.credentials()),
                        new InputFiles.Given(InputKind.ACCESS, request.accesses())),
                work);
    }

    private ReplayResult run(OutputFolder out, Policy policy, InputFiles found, long start) throws Exception {
        for (InputFile file : found.all()) {
            if (!file.isStream()) {
                out.refuseInput(file.place().source(), Path.of(file.path()), ResultFiles.NAMES);
            }
        }
        phase = "reading members";
        LeaverIndex leavers = FileInputs.leavers(found, policy);
        phase = READING;
        JobExecutionResult executed;
        try (FileInputs inputs = new FileInputs(found, policy, leavers, progress, request.parallelism())) {
            executed = execute(out.work(), inputs, policy, parallelism(found, policy, leavers));
        }
        phase = "writing results";
        ReplaySummary summary = new ReplaySummary(policy, executed, request.parallelism());
        summary.writeResults(out.work());
        summary.check();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        found.checkUnchanged();
        Files.write(out.work().resolve(ResultFiles.SUMMARY), summary.bytes(found, progress.digests(found), millis));
        out.commit(ResultFiles.NAMES);
        return summary.result(request.out());
    }

    /** Of all that follows the readers: a second subtask of each operator takes a tenth of the time of a short run to start. */
    private int parallelism(InputFiles found, Policy policy, LeaverIndex leavers) throws InputUnreadable {
        boolean isShared = request.parallelism() > 1 && LeaversShare.isWorthSharing(found, policy, leavers);
        return isShared ? request.parallelism() : 1;
    }

    private JobExecutionResult execute(Path work, FileInputs inputs, Policy policy, int parallelism) throws Exception {
        StreamExecutionEnvironment env = flink.environment(parallelism);
        ReplayGraph.build(env, inputs, policy, work);
        if (isStopped) {
            throw new RunStopped();
        }
        client = flink.submit(env, "leaverwatch-replay");
        return client.getJobExecutionResult().get();
    }

    /** What the user can do something about, where the failure comes down to that; else the failure itself. */
    private Exception reason(Exception failure) {
        // The readers' own word first: a job that fails in several tasks at once may report another of its failures.
        InputUnreadable read = progress == null ? null : progress.failure();
        InputUnreadable unreadable = read != null ? read : InputUnreadable.in(failure);
        if (unreadable != null) {
            return unreadable;
        }
        if (Failures.isDiskFull(failure)) {
            IOException full = new IOException("no space left on the device of --out " + request.out());
            full.addSuppressed(failure);
            return full;
        }
        return Failures.usageError(failure).<Exception>map(mistake -> mistake).orElse(failure);
    }

    /** How far the run is. */
    public RunProgress progress() {
        Progress reading = progress;
        if (reading == null) {
            return new RunProgress(phase, 0, 0, 0);
        }
        long read = reading.bytes();
        boolean isJudging = phase.equals(READING) && read == reading.totalBytes();
        return new RunProgress(
                isJudging ? "judging what was read" : phase, read, Math.max(0, reading.totalBytes()), reading.lines());
    }

    /**
     * Ends the run: cancels the job and removes the temporary files. Waits for results that are just getting their final
     * names.
     *
     * @return whether it was ended before the results were complete, so that there are none
     */
    public boolean stop() {
        isStopped = true;
        JobClient running = client;
        OutputFolder out = folder;
        if (running != null && (out == null || !out.isCommitted())) {
            cancel(running);
        }
        EmbeddedFlink started = flink;
        if (started != null) {
            started.close();
        }
        if (out != null) {
            out.close();
        }
        InputFiles inputs = files;
        if (inputs != null) {
            inputs.close();
        }
        return out == null || !out.isCommitted();
    }

    private static void cancel(JobClient running) {
        try {
            running.cancel().get(STOP_SECONDS, TimeUnit.SECONDS);
            running.getJobExecutionResult().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It has ended: that is how a cancelled job's result looks. Or it hangs, and ends with the JVM.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
