package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.VerdictWriter;
import io.leaverwatch.pipeline.Doubts.Held;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * What was said in transactions and was not read back yet. Brokers give up a transaction that stays open longer than they
 * were told, as where the job is down for hours; what was said in it is lost then, and the sink goes on without it. What
 * a checkpoint that completed a while ago has committed, and nobody has read, is therefore said again as it holds now.
 *
 * <p>State, by case: unread, kind and id → what was said last of it; ends when it is read back.
 */
final class Unread implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MOST_DOUBLED = 12;

    private final PipelineMode mode;
    private final String policyVersion;
    private final Checkpointed checkpoints = new Checkpointed();
    private transient MapState<String, Said> unread;

    Unread(PipelineMode mode, String policyVersion) {
        this.mode = mode;
        this.policyVersion = policyVersion;
    }

    /**
     * State: what was said.
     *
     * @param verdict the last
     * @param policyVersion of the policy under which it was said, as its record names it
     * @param checkpoint the newest then; the next one commits it, and it can be read when the one after that is complete, since
     *     a transaction that another subtask began before may stand in front of it
     * @param unread how many records of its id are not read
     * @param again how often it was taken for lost
     * @param notBefore epoch millis: when it may be taken for lost again, after twice as long each time
     */
    public record Said(Verdict verdict, String policyVersion, long checkpoint, int unread, int again, long notBefore) {

        Said withUnread(int left) {
            return new Said(verdict, policyVersion, checkpoint, left, again, notBefore);
        }
    }

    /** What is known of checkpoints. */
    Checkpointed checkpoints() {
        return checkpoints;
    }

    void open(RuntimeContext context) {
        unread = context.getMapState(new MapStateDescriptor<>("unread", Types.STRING, TypeInformation.of(Said.class)));
    }

    /** Takes note of what is being said. */
    void said(Verdict verdict, TimerService timers) throws Exception {
        String name = Repairs.name(verdict.kind(), verdict.id());
        if (!mode.isTransactional()) {
            // Left from when it was.
            unread.remove(name);
            return;
        }
        Said before = unread.get(name);
        checkpoints.see(timers.currentProcessingTime());
        int count = before == null ? 1 : before.unread() + 1;
        boolean isAgain = count == 1 && before != null;
        unread.put(
                name,
                new Said(
                        verdict,
                        policyVersion,
                        checkpoints.newest(),
                        count,
                        isAgain ? before.again() : 0,
                        isAgain ? before.notBefore() : 0));
        wait(timers);
    }

    /** Takes note of what was read back; false where something newer of it is on its way, so that it does not matter. */
    boolean isNewest(Published published) throws Exception {
        String name = Repairs.name(published.kind(), published.id());
        Said said = unread.get(name);
        if (said == null) {
            return true;
        }
        boolean isSame = new VerdictWriter(mode.word(), said.policyVersion()).isSame(published, said.verdict());
        if (isSame && said.unread() == 1) {
            unread.remove(name);
            return true;
        }
        // The same may have been said before, and something else in between.
        unread.put(name, said.withUnread(Math.max(1, said.unread() - 1)));
        return false;
    }

    /** Whether what was said last of it was not read back. */
    boolean isOnItsWay(Verdict verdict) throws Exception {
        return unread.contains(Repairs.name(verdict.kind(), verdict.id()));
    }

    /** What is lost, as it holds now, as far as can be told by now; to be said at once. For a timer. */
    List<Verdict> takeLost(Held held, TimerService timers) throws Exception {
        long now = timers.currentProcessingTime();
        long settled = checkpoints.settled(now, mode.lostMillis());
        List<Said> lost = new ArrayList<>();
        boolean isMore = false;
        for (Map.Entry<String, Said> each : unread.entries()) {
            Said said = each.getValue();
            if (said.checkpoint() + 1 < settled && said.notBefore() <= now) {
                lost.add(said);
            } else {
                isMore = true;
            }
        }
        List<Verdict> again = new ArrayList<>();
        for (Said said : lost) {
            Verdict verdict = said.verdict();
            String name = Repairs.name(verdict.kind(), verdict.id());
            Verdict holds = held.of(verdict.kind(), verdict.id());
            boolean isHeld = holds != null || !verdict.isStanding();
            if (isHeld) {
                again.add(holds == null ? verdict : holds);
            }
            if (!isHeld || !mode.isTransactional()) {
                unread.remove(name);
                continue;
            }
            // What cannot be read for long is not lost for that: it is not to be said again and again meanwhile.
            long wait = mode.lostMillis() << Math.min(MOST_DOUBLED, said.again() + 1);
            unread.put(name, new Said(verdict, policyVersion, said.checkpoint(), 0, said.again() + 1, now + wait));
        }
        if (isMore) {
            wait(timers);
        }
        return again;
    }

    private void wait(TimerService timers) {
        timers.registerProcessingTimeTimer(mode.inWholeSeconds(timers.currentProcessingTime() + mode.lostMillis()));
    }
}
