package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.VerdictWriter;
import io.leaverwatch.metrics.Metric;
import io.leaverwatch.metrics.Metrics;
import io.leaverwatch.pipeline.Doubts.Held;
import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/** Keeps what consumers hold as the ledger has it: what they hold and should not ({@link Doubts}), and the other way round ({@link Unread}). */
final class Repairs implements Serializable {
    private static final long serialVersionUID = 1L;

    private final PipelineMode mode;
    private final VerdictWriter writer;
    private final Unread unread;
    private transient Doubts doubts;
    private transient Counter repairs;

    Repairs(PipelineMode mode, String policyVersion) {
        this.mode = mode;
        this.writer = new VerdictWriter(mode.word(), policyVersion);
        this.unread = new Unread(mode, policyVersion);
    }

    /** What is known of checkpoints. */
    Checkpointed checkpoints() {
        return unread.checkpoints();
    }

    void open(RuntimeContext context, Metrics metrics) {
        doubts = new Doubts(context, mode, writer);
        unread.open(context);
        repairs = metrics.counter(Metric.REPAIRS);
    }

    /** Says something to consumers. */
    interface Saying {
        void say(Verdict verdict) throws Exception;
    }

    /** Says it by this collector. */
    Saying to(Collector<Verdict> out, TimerService timers) {
        if (mode.isReplay()) {
            // Nothing is read back, and nothing can be left from when it was.
            return out::collect;
        }
        return verdict -> {
            out.collect(verdict);
            unread.said(verdict, timers);
        };
    }

    /** Under what a record is kept until it is as it should be. */
    static String name(Published.Kind kind, String id) {
        return kind + " " + id;
    }

    /** Looks at one record that was read back. */
    void look(Published published, Held held, TimerService timers) throws Exception {
        if (unread.isNewest(published)) {
            doubts.look(published, held, timers);
        }
    }

    /** Says what has to be said by now. For a timer. */
    void repair(long timestamp, Held held, TimerService timers, Saying out) throws Exception {
        for (Verdict due : doubts.due(timestamp, held)) {
            if (!unread.isOnItsWay(due)) {
                out.say(due);
                repairs.inc();
            }
        }
        for (Verdict lost : unread.takeLost(held, timers)) {
            out.say(lost);
            repairs.inc();
        }
    }
}
