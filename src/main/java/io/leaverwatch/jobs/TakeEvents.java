package io.leaverwatch.jobs;

import io.leaverwatch.connectors.ReadRecord;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.Tally;
import io.leaverwatch.types.CarriedAccess;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Parts what a reader gives: events go on, dead letters to a side output, tallies into an accumulator. Keeps no state;
 * the accumulators are those of a run that ends and never restarts.
 */
final class TakeEvents<T> extends ProcessFunction<ReadRecord, T> {
    private static final long serialVersionUID = 1L;

    /** Lines that break the rules. */
    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    private final InputKind kind;
    private final Part<T> part;
    private final LongCounter taken = new LongCounter();
    private final ListAccumulator<Tally> tallies = new ListAccumulator<>();

    /**
     * @param kind of the input
     * @param part the event of a record; null where it holds none
     */
    TakeEvents(InputKind kind, Part<T> part) {
        this.kind = kind;
        this.part = part;
    }

    /** A component of a record. */
    @FunctionalInterface
    interface Part<T> extends Function<ReadRecord, T>, Serializable {}

    /** The access of a record, as it travels; null where it holds none. */
    static CarriedAccess access(ReadRecord read) {
        return read.access() == null ? null : CarriedAccess.of(read.access());
    }

    /** The events among what was read. */
    static <T> SingleOutputStreamOperator<T> from(
            DataStream<ReadRecord> read, InputKind kind, Part<T> part, TypeInformation<T> type) {
        String id = "part-" + kind.word() + "-records";
        return read.process(new TakeEvents<>(kind, part), type)
                .setParallelism(read.getParallelism())
                .uid(id)
                .name(id);
    }

    /** All lines that break the rules. */
    static DataStream<DeadLetter> deadLetters(
            SingleOutputStreamOperator<?> memberships,
            SingleOutputStreamOperator<?> links,
            SingleOutputStreamOperator<?> accesses) {
        return memberships
                .getSideOutput(DEAD_LETTERS)
                .union(links.getSideOutput(DEAD_LETTERS), accesses.getSideOutput(DEAD_LETTERS));
    }

    /** The accumulator that counts the events of a kind that went on. */
    static String taken(InputKind kind) {
        return kind.word() + ".taken";
    }

    /** The accumulator that gathers the tallies of a kind. */
    static String tallies(InputKind kind) {
        return kind.word() + ".tallies";
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(taken(kind), taken);
        getRuntimeContext().addAccumulator(tallies(kind), tallies);
    }

    @Override
    public void processElement(ReadRecord read, Context context, Collector<T> out) {
        T event = part.apply(read);
        if (event != null) {
            taken.add(1L);
            out.collect(event);
        } else if (read.deadLetter() != null) {
            context.output(DEAD_LETTERS, read.deadLetter());
        } else if (read.tally() != null) {
            tallies.add(read.tally());
        }
    }
}
