package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CaseReport;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Readiness;
import io.leaverwatch.domain.Sighting;
import io.leaverwatch.formats.AccessReader;
import io.leaverwatch.metrics.KeptCount;
import io.leaverwatch.metrics.Metric;
import io.leaverwatch.metrics.Metrics;
import java.math.BigInteger;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
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
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the facts of one departure and tells them to the rules in event-time order. A breach behind all others is told
 * at once: appended or, where more rules take part since, in a new revision, which says everything again. Any other
 * change makes a new revision too, gathered for a moment.
 *
 * <table>
 * <caption>State, by case; all of it ends when neither the departure nor any fact holds any more</caption>
 * <tr><td>case</td><td>see {@link CaseState}</td></tr>
 * <tr><td>facts</td><td>access → fact</td></tr>
 * <tr><td>sightings</td><td>credential → contribution to the record</td></tr>
 * <tr><td>revision (operator)</td><td>the last revision given out; never given twice, so that a case that ended and
 * began again is not taken for its former self</td></tr>
 * <tr><td>cases (operator)</td><td>how many departures hold, for the metric</td></tr>
 * </table>
 */
public final class CaseFileFunction extends KeyedProcessFunction<String, CaseChange, CaseEvent>
        implements CheckpointedFunction, PolicyBound {
    private static final long serialVersionUID = 1L;
    private static final String CASE = "case";

    private final PipelineMode mode;
    private final Policy policy;
    private final long graceMillis;
    private final Readiness readiness;
    private long lastRevision;
    private transient ValueState<CaseState> state;
    private transient FactStates facts;
    private transient MapState<String, Sighting> sightings;
    private transient ListState<Long> revisions;
    private transient KeptCount cases;
    private transient RelaxedFeed relaxed;

    /** Keeps cases for the rules of this policy. */
    public CaseFileFunction(Policy policy, PipelineMode mode) {
        this.mode = mode;
        this.policy = policy;
        this.graceMillis = policy.graceMillis();
        this.readiness = new Readiness(policy);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        cases = new KeptCount(context.getOperatorStateStore(), "cases");
        revisions =
                context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("revision", Types.LONG));
        for (Long revision : revisions.get()) {
            lastRevision = Math.max(lastRevision, revision);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        revisions.update(List.of(lastRevision));
        cases.snapshot();
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>(CASE, TypeInformation.of(CaseState.class)));
        facts = new FactStates(getRuntimeContext());
        relaxed = new RelaxedFeed(readiness, mode);
        sightings = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("sightings", Types.STRING, TypeInformation.of(Sighting.class)));
        new Metrics(getRuntimeContext().getMetricGroup()).gauge(Metric.CASES, cases::get);
    }

    @Override
    public void processElement(CaseChange change, Context ctx, Collector<CaseEvent> out) throws Exception {
        if (change.kind() == CaseChange.Kind.PUBLISHED) {
            out.collect(CaseEvent.of(change.published()));
            return;
        }
        CaseState before = state.value();
        CaseState now = before == null ? CaseState.empty(readiness.none()) : before;
        now = switch (change.kind()) {
            case DEPARTURE -> {
                cases.add((change.departure() == null ? 0 : 1) - (now.departure() == null ? 0 : 1));
                yield scheduled(now.with(change.departure()), CaseState.REVISION, ctx.timerService());
            }
            case FACT ->
                change.fact() == null
                        ? removeFact(now, change.name(), ctx.timerService())
                        : putFact(now, change, ctx, out);
            case SIGHTING ->
                change.sighting() == null
                        ? removeCredential(now, change.name(), ctx.timerService())
                        : putSighting(now, change, ctx.timerService());
            case PUBLISHED -> now;
        };
        state.update(now);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<CaseEvent> out) throws Exception {
        CaseState now = state.value();
        if (now == null || now.pending() == CaseState.CLEAN) {
            return;
        }
        ctx.timerService().deleteEventTimeTimer(Long.MAX_VALUE);
        if (now.departure() == null) {
            endCase(now, ctx.getCurrentKey(), out);
        } else if (now.pending() == CaseState.REVISION || now.revision() == 0) {
            CaseState sent = sendRevision(now, ctx.getCurrentKey(), out);
            if (mode.isReplay()) {
                // The inputs have ended: nothing more will be asked of this case.
                forget();
            } else {
                state.update(sent);
            }
        } else {
            CaseEvent report = told(CaseEvent.Kind.REPORT, now, ctx.getCurrentKey());
            out.collect(report);
            state.update(now.told(report.report()).with(CaseState.CLEAN));
        }
    }

    @Override
    public List<String> boundStates() {
        return List.of(CASE);
    }

    @Override
    public void policyChanged(String caseKey, TimerService timers) throws Exception {
        facts.readAgain(new AccessReader(policy));
        state.update(scheduled(state.value(), CaseState.REVISION, timers));
    }

    private CaseState putFact(CaseState now, CaseChange change, Context ctx, Collector<CaseEvent> out)
            throws Exception {
        Fact fact = change.fact();
        Fact old = facts.get(change.name());
        if (fact.equals(old)) {
            return now;
        }
        facts.put(change.name(), fact);
        if (old == null && now.canAppend(fact, graceMillis)) {
            long[] slots = now.slots().clone();
            readiness.add(slots, fact, now.departure().start());
            if (readiness.armed(slots) == now.armed()) {
                CaseState appended = now.counting(fact, slots);
                append(now, change.caseKey(), fact, out);
                if (now.isReportDear()) {
                    out.collect(CaseEvent.of(
                            CaseEvent.Kind.END,
                            change.caseKey(),
                            now.revision(),
                            now.armed(),
                            now.departure(),
                            (CaseReport) null));
                    return scheduled(appended, CaseState.REPORT, ctx.timerService());
                }
                out.collect(told(CaseEvent.Kind.END, appended, change.caseKey()));
                return appended;
            }
            if (now.extraWait() == 0) {
                // Once for each rule at the most, and an alert waits for it.
                return sendRevision(now, change.caseKey(), out);
            }
        }
        return scheduled(now, CaseState.REVISION, ctx.timerService());
    }

    private void append(CaseState now, String caseKey, Fact fact, Collector<CaseEvent> out) throws Exception {
        Departure departure = now.departure();
        for (RelaxedFeed.Told told : relaxed.ofAppended(
                caseKey,
                now.revision(),
                fact,
                now.armed(),
                departure.start(),
                () -> facts.sorted(departure, graceMillis))) {
            out.collect(
                    CaseEvent.of(CaseEvent.Kind.BREACH, caseKey, now.revision(), told.armed(), departure, told.fact()));
        }
    }

    private CaseState removeFact(CaseState now, String accessKey, TimerService timers) throws Exception {
        return facts.remove(accessKey) ? scheduled(now, CaseState.REVISION, timers) : now;
    }

    private CaseState putSighting(CaseState now, CaseChange change, TimerService timers) throws Exception {
        sightings.put(change.name(), change.sighting());
        return scheduled(now, CaseState.REPORT, timers);
    }

    /** Also what the credential's look-back has forgotten since goes: nobody else would ever remove it. */
    private CaseState removeCredential(CaseState now, String credentialKey, TimerService timers) throws Exception {
        sightings.remove(credentialKey);
        boolean isLess = facts.removeOf(credentialKey);
        return scheduled(now, isLess ? CaseState.REVISION : CaseState.REPORT, timers);
    }

    private CaseState scheduled(CaseState now, int task, TimerService timers) {
        if (now.pending() == CaseState.CLEAN) {
            timers.registerEventTimeTimer(Long.MAX_VALUE);
            if (!mode.isReplay()) {
                long due = timers.currentProcessingTime() + mode.debounceMillis() + now.extraWait();
                timers.registerProcessingTimeTimer(task == CaseState.REPORT ? mode.inSteps(due) : due);
            }
        }
        return now.pending() >= task ? now : now.with(task);
    }

    private CaseState sendRevision(CaseState now, String caseKey, Collector<CaseEvent> out) throws Exception {
        Departure departure = now.departure();
        List<Fact> sorted = facts.sorted(departure, graceMillis);
        long[] slots = readiness.none();
        for (Fact fact : sorted) {
            readiness.add(slots, fact, departure.start());
        }
        long armed = readiness.armed(slots);
        long revision = ++lastRevision;
        CaseState sent = new CaseState(
                departure, departure, revision, armed, null, slots, 0, 0, 0, BigInteger.ZERO, 0, CaseState.CLEAN);
        long disarmed = now.armed() & ~armed;
        if (disarmed != 0) {
            // Rules that take part no more are to forget what they hold.
            out.collect(CaseEvent.of(CaseEvent.Kind.BEGIN, caseKey, revision, disarmed, (Departure) null));
        }
        out.collect(CaseEvent.of(CaseEvent.Kind.BEGIN, caseKey, revision, armed, departure));
        for (Fact fact : sorted) {
            if (!fact.isBreach()) {
                out.collect(CaseEvent.of(CaseEvent.Kind.BEFORE, caseKey, revision, armed, departure, fact));
            }
        }
        out.collect(CaseEvent.of(CaseEvent.Kind.DEPARTED, caseKey, revision, armed, departure));
        long[] armedFor = relaxed.ofRevision(caseKey, revision, sorted, armed, departure.start());
        for (int i = 0; i < armedFor.length; i++) {
            Fact fact = sorted.get(i);
            if (fact.isBreach()) {
                out.collect(CaseEvent.of(CaseEvent.Kind.BREACH, caseKey, revision, armedFor[i], departure, fact));
                sent = sent.counting(fact, slots);
            }
        }
        CaseEvent end = told(CaseEvent.Kind.END, sent, caseKey);
        out.collect(end);
        return sent.told(end.report());
    }

    private void forget() {
        facts.clear();
        sightings.clear();
        state.clear();
    }

    /** The departure no longer holds: takes back what was sent, and forgets the case once no fact is left. */
    private void endCase(CaseState now, String caseKey, Collector<CaseEvent> out) throws Exception {
        relaxed.forget(caseKey);
        if (now.revision() > 0) {
            long revision = ++lastRevision;
            CaseReport report = CaseState.empty(readiness.none()).report(now.sentDeparture(), List.of(), true);
            out.collect(CaseEvent.of(CaseEvent.Kind.BEGIN, caseKey, revision, now.armed(), (Departure) null));
            out.collect(CaseEvent.of(CaseEvent.Kind.END, caseKey, revision, 0, now.sentDeparture(), report));
        }
        if (facts.isEmpty() && sightings.isEmpty()) {
            state.clear();
        } else {
            state.update(CaseState.empty(readiness.none()));
        }
    }

    private CaseEvent told(CaseEvent.Kind kind, CaseState now, String caseKey) throws Exception {
        CaseReport report = now.report(now.departure(), sightings.values(), false);
        return CaseEvent.of(kind, caseKey, now.revision(), now.armed(), now.departure(), report);
    }
}
