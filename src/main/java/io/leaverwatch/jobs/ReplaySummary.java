package io.leaverwatch.jobs;

import io.leaverwatch.connectors.InputDigest;
import io.leaverwatch.connectors.InputFile;
import io.leaverwatch.connectors.InputFiles;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.Coverage;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.Tally;
import io.leaverwatch.pipeline.Counts;
import io.leaverwatch.report.LineCounts;
import io.leaverwatch.report.ResultFiles;
import io.leaverwatch.report.Summary;
import io.leaverwatch.report.SummaryInput;
import io.leaverwatch.report.SummaryWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.JobExecutionResult;

/** Puts together what readers, pipeline and result files counted, and makes sure that it adds up. */
final class ReplaySummary {
    private final Policy policy;
    private final JobExecutionResult executed;
    private final int parallelism;
    private final List<Coverage.Entry> coverage;
    private final Map<InputKind, List<Tally>> tallies = new EnumMap<>(InputKind.class);
    private final Map<InputKind, LineCounts> lines = new EnumMap<>(InputKind.class);
    private ResultFiles.Written written;

    ReplaySummary(Policy policy, JobExecutionResult executed, int parallelism) {
        this.policy = policy;
        this.executed = executed;
        this.parallelism = parallelism;
        Coverage read = new Coverage(policy);
        for (InputKind kind : InputKind.values()) {
            List<Tally> ofKind = executed.getAccumulatorResult(TakeEvents.tallies(kind));
            tallies.put(kind, ofKind);
            ofKind.forEach(read::add);
        }
        this.coverage = read.entries();
    }

    /** Writes all result files but the summary into the work folder. */
    void writeResults(Path work) throws IOException {
        written = ResultFiles.write(work, policy, coverage);
        for (InputKind kind : InputKind.values()) {
            lines.put(kind, lines(kind));
        }
    }

    private LineCounts lines(InputKind kind) {
        LineCounts sum = LineCounts.NONE;
        for (Tally tally : tallies.get(kind)) {
            SortedMap<String, Long> wrongTyped = new TreeMap<>(tally.wrongTyped());
            sum = sum.plus(new LineCounts(
                    tally.lines(), tally.blank(), tally.dead(), 0, tally.notConcerned(), 0, 0, wrongTyped));
        }
        String word = kind.word();
        return sum.plus(new LineCounts(
                0,
                0,
                0,
                count(word + Counts.REDELIVERED),
                0,
                written.counts().evidence(word),
                count(word + Counts.CONFLICTS),
                new TreeMap<>()));
    }

    private long count(String accumulator) {
        Long counted = executed.getAccumulatorResult(accumulator);
        return counted == null ? 0 : counted;
    }

    /** @throws IllegalStateException that names the numbers, where what was counted in two places differs */
    void check() {
        List<String> found = new ArrayList<>();
        for (InputKind kind : InputKind.values()) {
            long forwarded =
                    tallies.get(kind).stream().mapToLong(Tally::forwarded).sum();
            found.addAll(lines.get(kind)
                    .contradictions(
                            kind.word(),
                            forwarded,
                            count(TakeEvents.taken(kind)),
                            written.counts().deadLetters(kind.word())));
        }
        if (!found.isEmpty()) {
            throw new IllegalStateException("the counts do not add up: " + String.join(" ", found));
        }
    }

    /** The summary's bytes. */
    byte[] bytes(InputFiles files, List<InputDigest> digests, long millis) throws IOException {
        Map<InputKind, List<SummaryInput>> inputs = new EnumMap<>(InputKind.class);
        for (int i = 0; i < digests.size(); i++) {
            InputFile file = files.all().get(i);
            InputDigest digest = digests.get(i);
            inputs.computeIfAbsent(file.place().kind(), kind -> new ArrayList<>())
                    .add(new SummaryInput(
                            file.place().source(),
                            digest.size(),
                            digest.sha256(),
                            digest.compression().name().toLowerCase(Locale.ROOT)));
        }
        Summary.Run run = new Summary.Run(parallelism, millis);
        return SummaryWriter.write(
                new Summary(ReplayGraph.MODE, policy, inputs, lines, written.counts(), coverage, run));
    }

    /** What the caller gets to know. */
    ReplayResult result(Path out) {
        LineCounts all = lines.values().stream().reduce(LineCounts.NONE, LineCounts::plus);
        return new ReplayResult(out, written, coverage, lines, all);
    }
}
