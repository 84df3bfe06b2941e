package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.CredentialView;
import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Judgement;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.SightingGatherer;
import io.leaverwatch.formats.AccessReader;
import io.leaverwatch.metrics.KeptCount;
import io.leaverwatch.metrics.Metric;
import io.leaverwatch.metrics.Metrics;
import io.leaverwatch.types.CarriedAccess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The join: judges an access when it arrives, and all remembered accesses of a credential again when what is known of
 * the credential changes; sends on the difference to what it sent before. Redeliveries of accesses end here. Live, it does
 * not see accesses before a departure concerns their credential: see {@link BreachJoinOperator}.
 *
 * <table>
 * <caption>State, by credential</caption>
 * <tr><td>member-links, member-links-more, member-departures</td><td>by member</td><td>kept for good</td></tr>
 * <tr><td>concerned</td><td>set where one of them has a departure</td><td>ends with the departures</td></tr>
 * <tr><td>look-back</td><td>eventId → access, what was sent of it</td><td>live: ends after the policy's look-back</td></tr>
 * <tr><td>sessions</td><td>sessionId → first access</td><td>live: ends after two look-backs</td></tr>
 * <tr><td>sightings, in-doubt, in-doubt-new</td><td>case → contribution to its record</td><td>ends with the departure</td></tr>
 * <tr><td>remembered (operator)</td><td>how many accesses the look-backs hold, for the metric</td><td>kept</td></tr>
 * <tr><td>pending</td><td>what the next timer has to do</td><td>ends with the timer</td></tr>
 * </table>
 */
public final class BreachJoinFunction
        extends KeyedCoProcessFunction<String, CredentialUpdate, CarriedAccess, CaseChange>
        implements CheckpointedFunction, PolicyBound {
    private static final long serialVersionUID = 1L;

    private final Policy policy;
    private final PipelineMode mode;
    private final LookbackHorizon horizon;
    private transient AccessReader reader;
    private transient long reachBefore;
    private transient MemberStates members;
    private transient ConcernedKeys concerned;
    private transient LookbackStates lookback;
    private transient SessionStates sessions;
    private transient SightingStates sightings;
    private transient PendingTask pending;
    private transient Counts counts;
    private transient KeptCount rememberedCount;

    /** Joins by this policy. */
    public BreachJoinFunction(Policy policy, PipelineMode mode) {
        this.policy = policy;
        this.mode = mode;
        this.horizon = new LookbackHorizon(policy, mode);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        rememberedCount = new KeptCount(context.getOperatorStateStore(), "remembered");
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        rememberedCount.snapshot();
    }

    @Override
    public void open(OpenContext context) {
        reader = new AccessReader(policy);
        reachBefore = Judgement.reachBefore(policy);
        members = new MemberStates(getRuntimeContext());
        concerned = new ConcernedKeys(getRuntimeContext());
        lookback = new LookbackStates(getRuntimeContext(), rememberedCount);
        sessions = new SessionStates(getRuntimeContext());
        sightings = new SightingStates(getRuntimeContext(), policy);
        pending = new PendingTask(getRuntimeContext(), mode);
        counts = new Counts(getRuntimeContext(), Counts.ACCESS);
        new Metrics(getRuntimeContext().getMetricGroup()).gauge(Metric.LOOKBACK, rememberedCount::get);
    }

    @Override
    public void processElement1(CredentialUpdate update, Context ctx, Collector<CaseChange> out) throws Exception {
        members.put(update);
        if (!update.departures().isEmpty()) {
            concerned.add(ctx.getCurrentKey());
        }
        if (concerned.contains(ctx.getCurrentKey())) {
            pending.order(PendingTask.ALL, ctx.timerService());
        }
    }

    @Override
    public void processElement2(CarriedAccess carried, Context ctx, Collector<CaseChange> out) throws Exception {
        AccessEvent access = read(carried);
        long now = mode.isReplay() ? Long.MIN_VALUE : ctx.timerService().currentProcessingTime();
        horizon.advance(access.occurredAt(), () -> now);
        Remembered known = lookback.get(access.eventId());
        if (known != null) {
            keepOneCopy(known, access, ctx);
            return;
        }
        // In replay all is judged once, when the inputs have ended: nothing needs to be looked up for it before.
        List<Remembered.SentFact> sent = !mode.isReplay() && concerned.contains(ctx.getCurrentKey())
                ? judgeOnArrival(access, ctx.getCurrentKey(), ctx.timerService(), out)
                : List.of();
        if (horizon.isRemembered(access.occurredAt())) {
            lookback.add(access.eventId(), Remembered.of(access, 1, sent, mode));
        }
        if (!mode.isReplay()) {
            ctx.timerService().registerProcessingTimeTimer(horizon.sweepAfter(now));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<CaseChange> out) throws Exception {
        int task = pending.take(ctx.timerService());
        if (task == PendingTask.ALL) {
            judgeAgain(ctx.getCurrentKey(), out);
        } else if (task == PendingTask.SIGHTINGS) {
            sightings.send(ctx.getCurrentKey(), out);
        }
        if (!mode.isReplay() && horizon.isSweep(timestamp)) {
            forgetOldAccesses(timestamp, ctx.timerService());
        }
    }

    ConcernedKeys concerned() {
        return concerned;
    }

    /** A place for the accesses that this function need not see yet, inside the same look-back. */
    WaitingAccesses waiting(KeyedStateBackend<String> backend) {
        return new WaitingAccesses(backend, getRuntimeContext(), reader, horizon, rememberedCount);
    }

    /** A place for all accesses until the inputs have ended. */
    HeldAccesses held() {
        return new HeldAccesses(reader);
    }

    /** Judges a credential, all of whose accesses have come, and forgets it; replay. */
    void judgeLast(String credentialKey, TimerService timers, Collector<CaseChange> out) throws Exception {
        pending.take(timers);
        judgeAgain(credentialKey, out);
    }

    /** The access that came, read by the function's policy; null where its system is no longer protected. */
    AccessEvent read(CarriedAccess carried) {
        return carried.read(reader);
    }

    @Override
    public List<String> boundStates() {
        return List.of(ConcernedKeys.STATE, LookbackStates.STATE);
    }

    @Override
    public void policyChanged(String credentialKey, TimerService timers) throws Exception {
        lookback.readAgain(credentialKey, reader);
        pending.order(PendingTask.ALL, timers);
    }

    private void keepOneCopy(Remembered known, AccessEvent copy, Context ctx) throws Exception {
        AccessEvent before = known.access(copy.eventId(), copy.credentialKey());
        boolean counts = copy.origin().compareTo(before.origin()) < 0;
        boolean isSame = copy.origin().hasSameContent(before.origin());
        int copies = this.counts.copy(isSame, counts, known.copies());
        lookback.put(
                copy.eventId(),
                counts ? Remembered.of(copy, copies, known.sent(), mode) : known.with(copies, known.sent()));
        if (counts && concerned.contains(ctx.getCurrentKey())) {
            if (before.sessionId() != null) {
                sessions.takeBack(before.sessionId(), before.occurredAt());
            }
            pending.order(PendingTask.ALL, ctx.timerService());
        }
    }

    private List<Remembered.SentFact> judgeOnArrival(
            AccessEvent access, String credentialKey, TimerService timers, Collector<CaseChange> out) throws Exception {
        // What is not remembered is judged now or never.
        boolean isJudgedAgain = horizon.isRemembered(access.occurredAt());
        if (pending.get() == PendingTask.ALL) {
            if (isJudgedAgain) {
                return List.of();
            }
            pending.take(timers);
            judgeAgain(credentialKey, out);
        }
        CredentialView view = view(credentialKey);
        long sessionFirst = Long.MAX_VALUE;
        if (access.sessionId() != null) {
            Long before = sessions.see(access.sessionId(), access.occurredAt());
            sessionFirst = before == null ? access.occurredAt() : Math.min(before, access.occurredAt());
            if (before != null && view.changesJudgement(before, sessionFirst)) {
                pending.order(PendingTask.ALL, timers);
                if (isJudgedAgain) {
                    return List.of();
                }
            }
        }
        if (sightings.see(view, access)) {
            pending.order(PendingTask.SIGHTINGS, timers);
        }
        return SentFacts.send(access, List.of(), view.judge(access, sessionFirst), out);
    }

    private void judgeAgain(String credentialKey, Collector<CaseChange> out) throws Exception {
        CredentialView view = view(credentialKey);
        boolean isConcerned = view.isConcerned();
        Map<String, Long> firsts = new HashMap<>();
        Map<String, SightingGatherer> seen = view.sightings();
        if (isConcerned) {
            seeAll(view, credentialKey, firsts, seen);
        }
        Map<String, Remembered> changed = new HashMap<>();
        for (Map.Entry<String, Remembered> entry : lookback.entries()) {
            Remembered remembered = entry.getValue();
            if (remembered.sent().isEmpty() && !view.reaches(remembered.occurredAt(), reachBefore)) {
                continue; // unpacking it would take longer than all else here
            }
            AccessEvent access = remembered.access(entry.getKey(), credentialKey);
            Map<String, Fact> facts = isConcerned && access.system() != null
                    ? view.judge(access, firsts.getOrDefault(access.sessionId(), Long.MAX_VALUE))
                    : Map.of();
            List<Remembered.SentFact> sent = SentFacts.send(access, remembered.sent(), facts, out);
            if (!sent.equals(remembered.sent())) {
                changed.put(entry.getKey(), remembered.with(remembered.copies(), sent));
            }
        }
        sightings.replace(credentialKey, seen, out);
        if (mode.isReplay()) {
            // The inputs have ended: nothing more will be asked of this credential.
            lookback.clear();
            members.clear();
            sightings.clear();
            concerned.remove(credentialKey);
            return;
        }
        lookback.replace(changed);
        if (!isConcerned) {
            sessions.clear();
            concerned.remove(credentialKey);
        }
    }

    /**
     * Looks at all that is remembered, and at what is known of the rest.
     *
     * @param firsts gets the first access of each session
     * @param seen gets what the credential contributes to records
     */
    private void seeAll(
            CredentialView view, String credentialKey, Map<String, Long> firsts, Map<String, SightingGatherer> seen)
            throws Exception {
        long oldest = Long.MAX_VALUE;
        for (Map.Entry<String, Remembered> entry : lookback.entries()) {
            AccessEvent access = entry.getValue().access(entry.getKey(), credentialKey);
            oldest = Math.min(oldest, access.occurredAt());
            if (access.system() == null) {
                continue;
            }
            if (access.sessionId() != null) {
                firsts.merge(access.sessionId(), access.occurredAt(), Math::min);
            }
            view.see(Seen.of(access), seen);
        }
        for (Seen forgotten : sightings.named(lookback::has)) {
            view.see(forgotten, seen);
        }
        if (!mode.isReplay()) {
            sessions.replace(firsts, oldest);
        }
    }

    private CredentialView view(String credentialKey) throws Exception {
        return new CredentialView(credentialKey, members.views(), policy);
    }

    private void forgetOldAccesses(long now, TimerService timers) throws Exception {
        boolean isSomeLeft = lookback.forgetOld(horizon);
        if (sessions.forgetOld(horizon) || isSomeLeft) {
            // Dated ahead of its arrival, or event time stands still: the sweep that its arrival ordered came too
            // early.
            timers.registerProcessingTimeTimer(horizon.sweepAfter(now));
        }
    }
}
