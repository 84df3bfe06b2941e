package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.VerdictWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * What consumers hold and the ledger does not, or not like that, as the outputs read back show it. Mostly it is about
 * to change: a newer record is on its way. What still differs after the mode's delay was written by an attempt of the
 * job that failed later, and is said again as it is, or withdrawn.
 *
 * <p>State, by case: doubts, id → the newest record that differs; ends when a record does not, or with its repair.
 */
final class Doubts {
    private final PipelineMode mode;
    private final VerdictWriter writer;
    private final MapState<String, Doubt> doubts;

    Doubts(RuntimeContext context, PipelineMode mode, VerdictWriter writer) {
        this.mode = mode;
        this.writer = writer;
        this.doubts =
                context.getMapState(new MapStateDescriptor<>("doubts", Types.STRING, TypeInformation.of(Doubt.class)));
    }

    /**
     * State: a record that differs.
     *
     * @param published it
     * @param dueAt epoch millis, this machine's clock: when it is repaired
     */
    public record Doubt(Published published, long dueAt) {}

    /** What the ledger holds of an output and id, as told last; null where nothing was told, or it was withdrawn for good. */
    @FunctionalInterface
    interface Held {
        Verdict of(Published.Kind kind, String id) throws Exception;
    }

    /** Looks at one record. */
    void look(Published published, Held held, TimerService timers) throws Exception {
        String name = Repairs.name(published.kind(), published.id());
        if (!differs(published, held.of(published.kind(), published.id()))) {
            doubts.remove(name);
            return;
        }
        long dueAt = mode.inWholeSeconds(timers.currentProcessingTime() + mode.repairMillis());
        doubts.put(name, new Doubt(published, dueAt));
        timers.registerProcessingTimeTimer(dueAt);
    }

    /** What has to be said by now; it is no doubt any more. */
    List<Verdict> due(long now, Held held) throws Exception {
        List<Published> due = new ArrayList<>();
        for (Doubt doubt : doubts.values()) {
            if (doubt.dueAt() <= now) {
                due.add(doubt.published());
            }
        }
        List<Verdict> said = new ArrayList<>();
        for (Published published : due) {
            doubts.remove(Repairs.name(published.kind(), published.id()));
            Verdict holds = held.of(published.kind(), published.id());
            if (holds != null && differs(published, holds)) {
                said.add(holds);
            } else if (holds == null && writer.canWithdraw(published)) {
                said.add(Verdict.ofStale(published));
            }
        }
        return said;
    }

    private boolean differs(Published published, Verdict held) {
        return held == null ? published.isStanding() : !writer.isSame(published, held);
    }
}
