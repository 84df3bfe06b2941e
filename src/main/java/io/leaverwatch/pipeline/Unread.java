package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.VerdictWriter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * What was said in transactions and was not read back yet. Brokers give up a transaction that stays open longer than they
 * were told, as where the job is down for hours; what was said in it is lost then, and the sink goes on without it. What
 * an earlier attempt of the job said, and this one does not read, is therefore said again.
 *
 * <table>
 * <caption>State</caption>
 * <tr><td>unread, by case</td><td>kind and id → what was said last of it; ends when it is read back</td></tr>
 * <tr><td>attempt (operator)</td><td>how often the job was started or restored</td></tr>
 * </table>
 */
final class Unread implements Serializable {
    private static final long serialVersionUID = 1L;

    private final PipelineMode mode;
    private final VerdictWriter writer;
    private long attempt;
    private long lookedAt;
    private transient ListState<Long> attempts;
    private transient MapState<String, Said> unread;

    Unread(PipelineMode mode, VerdictWriter writer) {
        this.mode = mode;
        this.writer = writer;
    }

    /**
     * State: what was said.
     *
     * @param verdict it
     * @param attempt of the job that said it
     */
    public record Said(Verdict verdict, long attempt) {}

    void restore(OperatorStateStore store) throws Exception {
        attempts = store.getUnionListState(new ListStateDescriptor<>("attempt", Types.LONG));
        for (Long before : attempts.get()) {
            attempt = Math.max(attempt, before);
        }
        attempt++;
    }

    void store() throws Exception {
        attempts.update(List.of(attempt));
    }

    void open(RuntimeContext context) {
        unread = context.getMapState(new MapStateDescriptor<>("unread", Types.STRING, TypeInformation.of(Said.class)));
        lookedAt = 0;
    }

    /** Takes note of what is being said. */
    void said(Verdict verdict, TimerService timers) throws Exception {
        if (mode.isTransactional()) {
            unread.put(name(verdict.kind(), verdict.id()), new Said(verdict, attempt));
            wait(timers);
        }
    }

    /** Takes note of what was read back; false where something newer of it is on its way, so that it does not matter. */
    boolean isNewest(Published published) throws Exception {
        String name = name(published.kind(), published.id());
        Said said = unread.get(name);
        if (said == null) {
            return true;
        }
        boolean isSame = writer.isSame(published, said.verdict());
        if (isSame) {
            unread.remove(name);
        }
        return isSame;
    }

    /** Whether what was said last of it was not read back. */
    boolean isOnItsWay(Verdict verdict) throws Exception {
        return unread.contains(name(verdict.kind(), verdict.id()));
    }

    /** What is lost, as far as can be told by now; it is waited for no longer. For a timer. */
    List<Verdict> takeLost(TimerService timers) throws Exception {
        long now = timers.currentProcessingTime();
        if (lookedAt == 0) {
            // The first timers after a restore may be long due: what was written before has to be read first.
            lookedAt = now;
        }
        boolean isAllRead = now >= lookedAt + mode.lostMillis();
        List<Verdict> lost = new ArrayList<>();
        boolean isMore = false;
        for (Map.Entry<String, Said> each : unread.entries()) {
            if (isAllRead && each.getValue().attempt() < attempt) {
                lost.add(each.getValue().verdict());
            } else {
                isMore = true;
            }
        }
        for (Verdict verdict : lost) {
            unread.remove(name(verdict.kind(), verdict.id()));
        }
        if (isMore) {
            wait(timers);
        }
        return lost;
    }

    private void wait(TimerService timers) {
        timers.registerProcessingTimeTimer(mode.inWholeSeconds(timers.currentProcessingTime() + mode.lostMillis()));
    }

    private static String name(Published.Kind kind, String id) {
        return kind + " " + id;
    }
}
