package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.Alerts;
import io.leaverwatch.domain.CaseReport;
import io.leaverwatch.domain.CaseSummary;
import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.Incident;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Rule;
import io.leaverwatch.domain.Severity;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.domain.WithdrawalReason;
import io.leaverwatch.metrics.Metric;
import io.leaverwatch.metrics.Metrics;
import io.leaverwatch.pipeline.LedgerState.Posted;
import io.leaverwatch.pipeline.Repairs.Saying;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Knows which alerts of a case are out. A match is told at once, unless it is told already as it is. The end of a
 * revision, once all rules are past it, withdraws what the revision did not give again, and tells incident and record,
 * unless it leaves that to a report. A report outside a transmission waits for rules only where an end before it does.
 *
 * <table>
 * <caption>State, by case; all of it ends when the departure no longer holds</caption>
 * <tr><td>alerts</td><td>alertId → as told last</td></tr>
 * <tr><td>ends</td><td>stamp → end of a transmission that not all rules are past; ends with its timer</td></tr>
 * <tr><td>ledger</td><td>see {@link LedgerState}</td></tr>
 * <tr><td>doubts</td><td>see {@link Doubts}</td></tr>
 * <tr><td>unread</td><td>see {@link Unread}</td></tr>
 * <tr><td>told (operator)</td><td>see {@link ToldUnder}</td></tr>
 * </table>
 */
public final class AlertLedgerFunction extends KeyedProcessFunction<String, LedgerInput, Verdict>
        implements CheckpointedFunction, CheckpointListener {
    private static final long serialVersionUID = 1L;
    /** Incident and record of a large case are told less often: they cost a walk over all its alerts. */
    private static final long TOLD_AT_ONCE = 64;

    private static final long ALERTS_PER_MILLI = 50;

    private final Policy policy;
    private final PipelineMode mode;
    private final ToldUnder toldUnder;
    private final Repairs repairs;
    private transient MapState<String, Posted> alerts;
    private transient MapState<Long, LedgerInput> ends;
    private transient ValueState<LedgerState> ledger;
    private transient Metrics metrics;
    private transient Histogram latency;

    /** A ledger for this policy and mode. */
    public AlertLedgerFunction(Policy policy, PipelineMode mode) {
        this.policy = policy;
        this.mode = mode;
        this.toldUnder = new ToldUnder(policy.version());
        this.repairs = new Repairs(mode, policy.version());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        toldUnder.restore(context.getOperatorStateStore());
        context.getRestoredCheckpointId().ifPresent(repairs.checkpoints()::restored);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        toldUnder.store();
        repairs.checkpoints().begins(context.getCheckpointId());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        repairs.checkpoints().completes(checkpointId);
    }

    @Override
    public void open(OpenContext context) {
        alerts = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("alerts", Types.STRING, TypeInformation.of(Posted.class)));
        ends = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("ends", Types.LONG, LedgerInputSerializer.TYPE));
        ledger = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("ledger", TypeInformation.of(LedgerState.class)));
        metrics = new Metrics(getRuntimeContext().getMetricGroup());
        latency = metrics.histogram(Metric.LATENCY);
        repairs.open(getRuntimeContext(), metrics);
        // Prometheus sees no rise in a counter that begins above 0.
        policy.rules().stream().filter(Rule::enabled).forEach(rule -> {
            metrics.counter(Metric.WITHDRAWALS, rule.id());
            for (Severity severity : Severity.values()) {
                metrics.counter(Metric.ALERTS, rule.id(), severity.name());
            }
        });
    }

    @Override
    public void processElement(LedgerInput input, Context ctx, Collector<Verdict> collector) throws Exception {
        if (input.published() != null) {
            repairs.look(input.published(), this::held, ctx.timerService());
            return;
        }
        Saying out = repairs.to(collector, ctx.timerService());
        toldUnder.see(input.revision());
        if (input.isEnd() || input.report() != null) {
            take(input, ctx, out);
            return;
        }
        LedgerState now = state();
        if (input.revision() < now.lastEnded()) {
            return;
        }
        Alert alert = input.alert();
        Posted before = alerts.get(alert.alertId());
        alerts.put(alert.alertId(), new Posted(input.revision(), alert));
        if (before == null || !before.alert().equals(alert) || !toldUnder.present(before.revision())) {
            out.say(Verdict.of(alert));
            measure(alert, ctx.timerService().currentProcessingTime());
        }
        if (before == null) {
            ledger.update(now.counted(1));
        }
    }

    private void take(LedgerInput input, Context ctx, Saying out) throws Exception {
        if (input.isEnd()) {
            ends.put(ctx.timestamp(), input);
            ctx.timerService().registerEventTimeTimer(ctx.timestamp());
            return;
        }
        Long newest = null;
        for (Long stamp : ends.keys()) {
            newest = newest == null ? stamp : Math.max(newest, stamp);
        }
        if (newest == null) {
            end(input, ctx.timerService(), out);
        } else {
            ends.put(newest, ends.get(newest).with(input.report()));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<Verdict> collector) throws Exception {
        Saying out = repairs.to(collector, ctx.timerService());
        if (ctx.timeDomain() == TimeDomain.EVENT_TIME && timestamp != Long.MAX_VALUE) {
            LedgerInput end = ends.get(timestamp);
            ends.remove(timestamp);
            if (end != null) {
                end(end, ctx.timerService(), out);
            }
            return;
        }
        if (ctx.timeDomain() == TimeDomain.PROCESSING_TIME) {
            repairs.repair(timestamp, this::held, ctx.timerService(), out);
        }
        LedgerState now = state();
        if (now.isDirty()) {
            ctx.timerService().deleteEventTimeTimer(Long.MAX_VALUE);
            ledger.update(tell(now, out));
        }
    }

    private void end(LedgerInput end, TimerService timers, Saying out) throws Exception {
        if (end.report() == null) {
            return;
        }
        LedgerState now = state();
        if (end.revision() > now.lastEnded()) {
            now = now.counted(-withdrawBefore(end.revision(), end.report(), out));
        }
        boolean wasDirty = now.isDirty();
        now = now.ended(end.revision(), end.report());
        if (end.report().isRemoved()) {
            tell(now, out);
            forget(now);
        } else if (mode.isReplay()) {
            // The inputs have ended, and each case is told once.
            tell(now, out);
            alerts.clear();
            ledger.clear();
        } else if (now.alertCount() <= TOLD_AT_ONCE) {
            ledger.update(tell(now, out));
        } else {
            if (!wasDirty) {
                long wait = now.alertCount() / ALERTS_PER_MILLI;
                timers.registerProcessingTimeTimer(timers.currentProcessingTime() + wait);
                timers.registerEventTimeTimer(Long.MAX_VALUE);
            }
            ledger.update(now);
        }
    }

    private long withdrawBefore(long revision, CaseReport report, Saying out) throws Exception {
        List<Alert> gone = new ArrayList<>();
        for (Posted posted : alerts.values()) {
            if (posted.revision() < revision) {
                gone.add(posted.alert());
            }
        }
        for (Alert alert : gone) {
            alerts.remove(alert.alertId());
            String because = WithdrawalReason.of(alert, report, policy);
            out.say(Verdict.of(Alerts.withdrawn(alert, because)));
            metrics.counter(Metric.WITHDRAWALS, alert.ruleId()).inc();
        }
        return gone.size();
    }

    private LedgerState tell(LedgerState now, Saying out) throws Exception {
        List<Alert> current = new ArrayList<>();
        for (Posted posted : alerts.values()) {
            current.add(posted.alert());
        }
        // Most departures never have one.
        Incident incident = null;
        if (!current.isEmpty() || now.incident() != null) {
            incident = CaseSummary.incident(now.report(), current);
            if (incident.alertCount() == 0 && now.incident() == null) {
                incident = null;
            } else if (!incident.equals(now.incident())) {
                out.say(Verdict.of(incident));
            }
        }
        DepartureRecord departure = CaseSummary.departureRecord(now.report(), current);
        if (!departure.equals(now.departure())) {
            out.say(Verdict.of(departure));
        }
        return now.told(incident, departure);
    }

    /** A case that began again may have matches here already: these stay. */
    private void forget(LedgerState now) throws Exception {
        if (alerts.isEmpty() && ends.isEmpty()) {
            ledger.clear();
        } else {
            ledger.update(new LedgerState(now.lastEnded(), null, false, null, null, now.alertCount()));
        }
    }

    private void measure(Alert alert, long now) {
        metrics.counter(Metric.ALERTS, alert.ruleId(), alert.severity().name()).inc();
        long newest = Math.max(alert.occurredAt(), alert.departure().opened().recordedAt());
        latency.update(now - newest);
    }

    /** See {@link Doubts.Held}. */
    private Verdict held(Published.Kind kind, String id) throws Exception {
        switch (kind) {
            case ALERT -> {
                Posted posted = alerts.get(id);
                return posted == null ? null : Verdict.of(posted.alert());
            }
            case INCIDENT -> {
                Incident incident = state().incident();
                return incident == null ? null : Verdict.of(incident);
            }
            default -> {
                DepartureRecord departure = state().departure();
                return departure == null ? null : Verdict.of(departure);
            }
        }
    }

    private LedgerState state() throws Exception {
        LedgerState now = ledger.value();
        return now == null ? LedgerState.empty() : now;
    }
}
