package io.leaverwatch.connectors;

import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The inputs of one run as bounded streams of the environment's parallelism, in no particular order. */
public final class FileInputs {
    private final InputFiles files;
    private final Policy policy;
    private final LeaverIndex leavers;
    private final Progress progress;

    /** The index must be of these inputs and this policy: see {@link #leavers}. */
    public FileInputs(InputFiles files, Policy policy, LeaverIndex leavers, Progress progress) {
        this.files = files;
        this.policy = policy;
        this.leavers = leavers;
        this.progress = progress;
    }

    /**
     * Reads membership events and links, before the run reads them, for who has left. Lines that break the rules are
     * passed over: the run reports them.
     */
    public static LeaverIndex leavers(InputFiles files, Policy policy) throws InputUnreadable {
        LeaverIndex.Builder builder = new LeaverIndex.Builder(policy);
        Progress unseen = Progress.of("");
        for (InputKind kind : new InputKind[] {InputKind.MEMBERSHIP, InputKind.LINK}) {
            SplitReading reading = new SplitReading(kind, policy, LeaverIndex.EVERYONE, unseen);
            for (InputFile file : files.of(kind)) {
                LineSplit whole = new LineSplit(file, 0, Long.MAX_VALUE);
                try (SplitReading.Opened opened = reading.open(whole)) {
                    boolean isMore = true;
                    while (isMore) {
                        isMore = opened.advance(record -> add(builder, record));
                    }
                } catch (IOException e) {
                    throw InputUnreadable.of(file.place().source(), e);
                }
            }
        }
        return builder.build();
    }

    private static void add(LeaverIndex.Builder builder, ReadRecord record) {
        if (record.membership() != null) {
            builder.add(record.membership());
        } else if (record.link() != null) {
            builder.add(record.link());
        }
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

    private DataStream<ReadRecord> read(StreamExecutionEnvironment env, InputKind kind, String id) {
        LineSource source = new LineSource(kind, files.of(kind), policy, leavers, progress.id());
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), id, ReadRecordSerializer.TYPE)
                .uid(id);
    }
}
