package io.leaverwatch.bench;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.types.CarriedAccess;
import io.leaverwatch.types.Types;
import java.io.Serializable;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Streams of generated events: a sequence of numbers, and in the same task a function from number to event.
 *
 * @param env to which the sources are added
 * @param run names the run's {@link RunClock}
 */
record Feeding(StreamExecutionEnvironment env, String run) {

    /** From an event's number to the event. */
    @FunctionalInterface
    interface Maker<T> extends Serializable {
        /** The event. */
        T make(long number);
    }

    /** From an access's number and time to the access. */
    @FunctionalInterface
    interface AccessMaker<T> extends Serializable {
        /** The access. */
        T make(long number, long time);
    }

    /** Events that go before the first access. */
    <T> DataStream<T> first(long count, TypeInformation<T> type, Maker<T> maker) {
        return env.fromSequence(0, count - 1).map(new First<>(run, maker)).returns(type);
    }

    /** Accesses; begin when all that goes first was given. */
    DataStream<AccessEvent> accesses(long count) {
        return accesses(count, GraphEvents::access, Types.ACCESS);
    }

    /** The same as they travel. */
    DataStream<CarriedAccess> carried(long count) {
        return accesses(count, (number, time) -> CarriedAccess.of(GraphEvents.line(number, time)), Types.CARRIED);
    }

    private <T> DataStream<T> accesses(long count, AccessMaker<T> maker, TypeInformation<T> type) {
        GatedNumbers numbers = new GatedNumbers(run, count);
        return env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers", TypeInformation.of(Long.class))
                .map(new Accesses<>(run, count, maker))
                .returns(type);
    }

    private static final class First<T> extends RichMapFunction<Long, T> {
        private static final long serialVersionUID = 1L;

        private final String run;
        private final Maker<T> maker;

        First(String run, Maker<T> maker) {
            this.run = run;
            this.maker = maker;
        }

        @Override
        public T map(Long number) {
            RunClock.of(run).feed();
            return maker.make(number);
        }
    }

    /** Times rise in step in all subtasks, whatever numbers each of them is given. */
    private static final class Accesses<T> extends RichMapFunction<Long, T> implements CheckpointListener {
        private static final long serialVersionUID = 1L;

        private final String run;
        private final long count;
        private final AccessMaker<T> maker;
        private transient double step;
        private transient long given;
        private transient long breaches;
        private transient RunClock clock;

        Accesses(String run, long count, AccessMaker<T> maker) {
            this.run = run;
            this.count = count;
            this.maker = maker;
        }

        @Override
        public void open(OpenContext context) {
            step = (double) GraphEvents.SPAN * getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks() / count;
            clock = RunClock.of(run);
        }

        @Override
        public T map(Long number) {
            if (given == 0) {
                clock.startAccesses();
            }
            long time = GraphEvents.START + (long) (step * given++);
            if (GraphEvents.isBreach(number, time)) {
                breaches++;
            }
            return maker.make(number, time);
        }

        @Override
        public void notifyCheckpointComplete(long id) {
            clock.completeCheckpoint(id);
        }

        @Override
        public void close() {
            if (clock != null) {
                clock.addBreaches(breaches);
            }
        }
    }
}
