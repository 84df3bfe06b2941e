package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.CredentialView;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.MemberView;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Sighting;
import io.leaverwatch.metrics.KeptCount;
import io.leaverwatch.metrics.Metric;
import io.leaverwatch.metrics.Metrics;
import io.leaverwatch.types.TextSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The join: judges an access when it arrives, and all remembered accesses of a credential again when what is known of
 * the credential changes; sends on the difference to what it sent before. Redeliveries of accesses end here.
 *
 * <table>
 * <caption>State, by credential</caption>
 * <tr><td>members</td><td>member → its links and departures</td><td>kept for good</td></tr>
 * <tr><td>concerned</td><td>set where one of them has a departure</td><td>ends with the departures</td></tr>
 * <tr><td>look-back</td><td>eventId → access, what was sent of it</td><td>live: ends after the policy's look-back</td></tr>
 * <tr><td>sessions</td><td>sessionId → first access</td><td>rebuilt from the look-back; ends with the departures</td></tr>
 * <tr><td>sightings</td><td>case → contribution to its record</td><td>ends with the departure</td></tr>
 * <tr><td>remembered (operator)</td><td>how many accesses the look-backs hold, for the metric</td><td>kept</td></tr>
 * <tr><td>pending</td><td>what the next timer has to do</td><td>ends with the timer</td></tr>
 * </table>
 */
public final class BreachJoinFunction extends KeyedCoProcessFunction<String, CredentialUpdate, AccessEvent, CaseChange>
        implements CheckpointedFunction, PolicyBound {
    private static final long serialVersionUID = 1L;
    private static final String CONCERNED = "concerned";
    private static final int SIGHTINGS = 1;
    private static final int ALL = 2;

    private final Policy policy;
    private final PipelineMode mode;
    private final LookbackHorizon horizon;
    private transient MapState<String, MemberView> members;
    private transient ValueState<Boolean> concerned;
    private transient MapState<String, Remembered> lookback;
    private transient MapState<String, Long> sessions;
    private transient SightingStates sightings;
    private transient ValueState<Integer> pending;
    private transient Counts counts;
    private transient Map<String, Boolean> protectedSystems;
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
        members = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("members", Types.STRING, TypeInformation.of(MemberView.class)));
        concerned = getRuntimeContext().getState(new ValueStateDescriptor<>(CONCERNED, Types.BOOLEAN));
        lookback = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("look-back", TextSerializer.INSTANCE, RememberedSerializer.INSTANCE));
        sessions = getRuntimeContext().getMapState(new MapStateDescriptor<>("sessions", Types.STRING, Types.LONG));
        sightings = new SightingStates(getRuntimeContext());
        pending = getRuntimeContext().getState(new ValueStateDescriptor<>("pending", Types.INT));
        counts = new Counts(getRuntimeContext(), Counts.ACCESS);
        protectedSystems = new HashMap<>();
        new Metrics(getRuntimeContext().getMetricGroup()).gauge(Metric.LOOKBACK, rememberedCount::get);
    }

    @Override
    public void processElement1(CredentialUpdate update, Context ctx, Collector<CaseChange> out) throws Exception {
        if (update.links().isEmpty() && update.departures().isEmpty()) {
            members.remove(update.memberKey());
        } else {
            members.put(update.memberKey(), new MemberView(update.links(), update.departures()));
        }
        if (!update.departures().isEmpty()) {
            concerned.update(true);
        }
        if (concerned.value() != null) {
            schedule(ALL, ctx.timerService());
        }
    }

    @Override
    public void processElement2(AccessEvent access, Context ctx, Collector<CaseChange> out) throws Exception {
        long now = mode.isReplay() ? Long.MIN_VALUE : ctx.timerService().currentProcessingTime();
        horizon.advance(access.occurredAt(), now);
        Remembered known = lookback.get(access.eventId());
        if (known != null) {
            keepOneCopy(known, access, ctx.timerService());
            return;
        }
        boolean isConcerned = concerned.value() != null;
        List<Remembered.SentFact> sent =
                isConcerned ? judgeOnArrival(access, ctx.getCurrentKey(), ctx.timerService(), out) : List.of();
        if (horizon.isRemembered(access.occurredAt())) {
            lookback.put(access.eventId(), Remembered.of(access, 1, sent, mode));
            rememberedCount.add(1);
            if (!mode.isReplay()) {
                ctx.timerService().registerProcessingTimeTimer(horizon.sweepAfter(now));
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<CaseChange> out) throws Exception {
        Integer task = pending.value();
        if (task != null) {
            pending.clear();
            ctx.timerService().deleteEventTimeTimer(Long.MAX_VALUE);
            if (task == ALL) {
                judgeAgain(ctx.getCurrentKey(), out);
            } else {
                sightings.send(ctx.getCurrentKey(), out);
            }
        }
        if (!mode.isReplay() && horizon.isSweep(timestamp)) {
            forgetOldAccesses(timestamp, ctx.timerService());
        }
    }

    @Override
    public String boundState() {
        return CONCERNED;
    }

    @Override
    public void policyChanged(TimerService timers) throws Exception {
        schedule(ALL, timers);
    }

    private void keepOneCopy(Remembered known, AccessEvent copy, TimerService timers) throws Exception {
        AccessEvent before = known.access(copy.eventId(), copy.credentialKey());
        boolean counts = copy.origin().compareTo(before.origin()) < 0;
        boolean isSame = copy.origin().hasSameContent(before.origin());
        int copies = this.counts.copy(isSame, counts, known.copies());
        lookback.put(
                copy.eventId(),
                counts ? Remembered.of(copy, copies, known.sent(), mode) : known.with(copies, known.sent()));
        if (counts && concerned.value() != null) {
            schedule(ALL, timers);
        }
    }

    private List<Remembered.SentFact> judgeOnArrival(
            AccessEvent access, String credentialKey, TimerService timers, Collector<CaseChange> out) throws Exception {
        Integer task = pending.value();
        if (task != null && task == ALL) {
            return List.of();
        }
        CredentialView view = view(credentialKey);
        long sessionFirst = Long.MAX_VALUE;
        if (access.sessionId() != null) {
            Long before = sessions.get(access.sessionId());
            sessionFirst = before == null ? access.occurredAt() : Math.min(before, access.occurredAt());
            if (before == null || sessionFirst < before) {
                sessions.put(access.sessionId(), sessionFirst);
            }
            if (before != null && view.matters(before, sessionFirst)) {
                schedule(ALL, timers);
                return List.of();
            }
        }
        if (sightings.see(view, access)) {
            schedule(SIGHTINGS, timers);
        }
        return SentFacts.send(access, List.of(), view.judge(access, sessionFirst), out);
    }

    private void judgeAgain(String credentialKey, Collector<CaseChange> out) throws Exception {
        CredentialView view = view(credentialKey);
        boolean isConcerned = view.isConcerned();
        Map<String, Sighting> seen = view.sightings();
        Map<String, Long> firsts = new HashMap<>();
        if (isConcerned) {
            for (Map.Entry<String, Remembered> entry : lookback.entries()) {
                AccessEvent access = entry.getValue().access(entry.getKey(), credentialKey);
                if (!isProtected(access)) {
                    continue;
                }
                if (access.sessionId() != null) {
                    firsts.merge(access.sessionId(), access.occurredAt(), Math::min);
                }
                view.see(access, seen);
            }
        }
        Map<String, Remembered> changed = new HashMap<>();
        for (Map.Entry<String, Remembered> entry : lookback.entries()) {
            Remembered remembered = entry.getValue();
            if (!isConcerned && remembered.sent().isEmpty()) {
                continue;
            }
            AccessEvent access = remembered.access(entry.getKey(), credentialKey);
            Map<String, Fact> facts = isConcerned && isProtected(access)
                    ? view.judge(access, firsts.getOrDefault(access.sessionId(), Long.MAX_VALUE))
                    : Map.of();
            List<Remembered.SentFact> sent = SentFacts.send(access, remembered.sent(), facts, out);
            if (!sent.equals(remembered.sent())) {
                changed.put(entry.getKey(), remembered.with(remembered.copies(), sent));
            }
        }
        sightings.replace(credentialKey, seen, out);
        sessions.clear();
        if (mode.isReplay()) {
            // The inputs have ended: nothing more will be asked of this credential.
            lookback.clear();
            members.clear();
            concerned.clear();
            return;
        }
        if (!changed.isEmpty()) { // else an empty map would be kept for good
            lookback.putAll(changed);
        }
        if (!firsts.isEmpty()) {
            sessions.putAll(firsts);
        }
        if (!isConcerned) {
            concerned.clear();
        }
    }

    /** Whether the access's system, protected when it arrived, is so under the present policy too. */
    private boolean isProtected(AccessEvent access) {
        return protectedSystems.computeIfAbsent(
                access.system(), name -> policy.protectedSystem(name).isPresent());
    }

    private CredentialView view(String credentialKey) throws Exception {
        Map<String, MemberView> known = new HashMap<>();
        for (Map.Entry<String, MemberView> entry : members.entries()) {
            known.put(entry.getKey(), entry.getValue());
        }
        return new CredentialView(credentialKey, known, policy);
    }

    private void schedule(int task, TimerService timers) throws Exception {
        Integer before = pending.value();
        if (before == null) {
            timers.registerEventTimeTimer(Long.MAX_VALUE);
            if (!mode.isReplay()) {
                timers.registerProcessingTimeTimer(timers.currentProcessingTime() + mode.debounceMillis());
            }
        }
        if (before == null || before < task) {
            pending.update(task);
        }
    }

    private void forgetOldAccesses(long now, TimerService timers) throws Exception {
        List<String> old = new ArrayList<>();
        boolean hasFuture = false;
        for (Map.Entry<String, Remembered> entry : lookback.entries()) {
            long occurredAt = entry.getValue().occurredAt();
            if (!horizon.isRemembered(occurredAt)) {
                old.add(entry.getKey());
            }
            hasFuture |= occurredAt > now;
        }
        if (hasFuture) {
            // Dated ahead of its arrival: the sweep that its arrival ordered comes too early for it.
            timers.registerProcessingTimeTimer(horizon.sweepAfter(now));
        }
        for (String eventId : old) {
            lookback.remove(eventId);
        }
        rememberedCount.add(-old.size());
    }
}
