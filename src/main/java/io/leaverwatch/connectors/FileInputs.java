package io.leaverwatch.connectors;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.EventOutput;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.LeaverLines;
import io.leaverwatch.formats.LineBlocks;
import io.leaverwatch.formats.LineHandler;
import io.leaverwatch.formats.LineReader;
import io.leaverwatch.formats.MembershipLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The inputs of one run as bounded streams, in no particular order. */
public final class FileInputs implements AutoCloseable {
    /** More reads than any file takes. */
    private static final int TO_THE_END = Integer.MAX_VALUE;

    private final InputFiles files;
    private final Map<InputKind, InThisJvm<SplitReading>> readings = new EnumMap<>(InputKind.class);
    private final int mostReaders;

    /**
     * Inputs; begins to read the first access files, since a job takes a while to start.
     *
     * @param leavers of these inputs and this policy: see {@link #leavers(InputFiles, Policy)}
     * @param mostReaders subtasks of an input, which has no more of them than files
     */
    public FileInputs(InputFiles files, Policy policy, LeaverIndex leavers, Progress progress, int mostReaders) {
        this.files = files;
        this.mostReaders = mostReaders;
        for (InputKind kind : InputKind.values()) {
            readings.put(kind, InThisJvm.of(new SplitReading(kind, policy, leavers, progress)));
        }
        List<LineSplit> accesses = LineSource.splits(files.of(InputKind.ACCESS));
        readings.get(InputKind.ACCESS).get().begin(accesses.subList(0, Math.min(mostReaders, accesses.size())));
    }

    /**
     * Reads membership events and links, before the run reads them, for who has left. Lines that break the rules are
     * passed over: the run reports them.
     */
    public static LeaverIndex leavers(InputFiles files, Policy policy) throws InputUnreadable {
        LeaverIndex.Builder builder = new LeaverIndex.Builder(policy);
        for (InputFile file : files.of(InputKind.MEMBERSHIP)) {
            readBefore(file, new MembershipLines(file.place(), policy, new LeaverEvents(builder)), TO_THE_END);
        }
        for (InputFile file : files.of(InputKind.LINK)) {
            readBefore(file, new LeaverLines(file.place(), policy, builder), TO_THE_END);
        }
        return builder.build();
    }

    /**
     * Reads a file before the run reads it.
     *
     * @param mostReads of up to {@link LineBlocks#CHUNK} bytes each
     * @return how many bytes that were, as unpacked
     */
    static long readBefore(InputFile file, LineHandler handler, int mostReads) throws InputUnreadable {
        try (InputStream in = Unpacked.openBefore(file)) {
            LineReader reader = new LineReader(in, file.place(), handler);
            boolean isMore = true;
            for (int reads = 0; isMore && reads < mostReads; reads++) {
                isMore = reader.advance();
            }
            return reader.position();
        } catch (IOException e) {
            throw InputUnreadable.of(file.place().source(), e);
        }
    }

    /** Takes membership events for the index; the run itself reports dead letters. */
    private record LeaverEvents(LeaverIndex.Builder builder) implements EventOutput<MembershipEvent> {
        @Override
        public void event(MembershipEvent event) {
            builder.add(event);
        }

        @Override
        public void deadLetter(DeadLetter deadLetter) {}
    }

    /** All membership events, dead letters and tallies. */
    public DataStream<ReadRecord> memberships(StreamExecutionEnvironment env) {
        return read(env, InputKind.MEMBERSHIP, "read-membership-events");
    }

    /** The links of credentials that a leaver can hold, dead letters and tallies. */
    public DataStream<ReadRecord> links(StreamExecutionEnvironment env) {
        return read(env, InputKind.LINK, "read-credential-links");
    }

    /** The protected accesses of credentials that a leaver can hold, dead letters and tallies. */
    public DataStream<ReadRecord> accesses(StreamExecutionEnvironment env) {
        return read(env, InputKind.ACCESS, "read-accesses");
    }

    /** Ends what is still being read; for when the run has ended. */
    @Override
    public void close() {
        readings.values().forEach(reading -> {
            reading.get().close();
            reading.close();
        });
        readings.clear();
    }

    private DataStream<ReadRecord> read(StreamExecutionEnvironment env, InputKind kind, String id) {
        LineSource source = new LineSource(files.of(kind), readings.get(kind));
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), id, ReadRecordSerializer.TYPE)
                .setParallelism(source.readers(mostReaders))
                .uid(id);
    }
}
