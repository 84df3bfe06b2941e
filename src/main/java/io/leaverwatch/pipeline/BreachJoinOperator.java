package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.types.CarriedAccess;
import java.util.List;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.SimpleTimerService;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.Collector;

/**
 * Runs the join where it is needed: an access of a credential that no departure concerns waits, and the function sees it
 * when one does. In replay all wait until the inputs have ended, and a credential is judged once, with all that there is.
 */
final class BreachJoinOperator extends KeyedCoProcessOperator<String, CredentialUpdate, CarriedAccess, CaseChange> {
    private static final long serialVersionUID = 1L;

    private final BreachJoinFunction join;
    private final PolicyWatch watch;
    private final boolean isReplay;
    private transient ConcernedKeys concerned;
    /** Null in replay. */
    private transient WaitingAccesses waiting;
    /** Null unless in replay. */
    private transient HeldAccesses held;

    private transient TimerService timers;
    private transient Collector<CaseChange> changes;
    /** Whether the access that is processed next waits; Flink asks for its key first. */
    private transient boolean isToWait;

    BreachJoinOperator(BreachJoinFunction join, String policyVersion, PipelineMode mode) {
        super(join);
        this.join = join;
        this.watch = new PolicyWatch(policyVersion);
        this.isReplay = mode.isReplay();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        watch.restore(context.getOperatorStateStore(), context.isRestored());
    }

    @Override
    public void open() throws Exception {
        super.open();
        KeyedStateBackend<String> backend = getKeyedStateBackend();
        concerned = join.concerned();
        concerned.restore(backend);
        if (isReplay) {
            held = join.held();
            timers = new SimpleTimerService(
                    getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this));
            changes = new TimestampedCollector<>(output);
        } else {
            waiting = join.waiting(backend);
            waiting.sweepBy(getInternalTimerService(WaitingAccesses.TIMERS, VoidNamespaceSerializer.INSTANCE, waiting));
        }
        watch.visit(join, backend, getInternalTimerService(PolicyWatch.TIMERS, VoidNamespaceSerializer.INSTANCE, this));
    }

    @Override
    public void processElement1(StreamRecord<CredentialUpdate> element) throws Exception {
        String key = element.getValue().credentialKey();
        boolean wasConcerned = concerned.contains(key);
        super.processElement1(element);
        if (waiting != null && !wasConcerned && concerned.contains(key)) {
            waiting.take(key, access -> giveToJoin(key, access));
        }
    }

    private void giveToJoin(String key, CarriedAccess access) {
        setCurrentKey(key);
        try {
            super.processElement2(new StreamRecord<>(access));
        } catch (Exception e) {
            throw new IllegalStateException(
                    "access '" + join.read(access).eventId() + "' that waited could not be judged", e);
        }
    }

    /** Without the key of an access that waits: setting it takes longer than letting the access wait. */
    @Override
    @SuppressWarnings("rawtypes") // as Flink declares it
    public void setKeyContextElement2(StreamRecord record) throws Exception {
        isToWait = isReplay || !isConcerned((CarriedAccess) record.getValue());
        if (!isToWait) {
            super.setKeyContextElement2(record);
        }
    }

    private boolean isConcerned(CarriedAccess carried) {
        if (!concerned.mayContain(carried.keyHash())) {
            return false;
        }
        AccessEvent access = join.read(carried);
        return access != null && concerned.contains(access.credentialKey());
    }

    @Override
    public void processElement2(StreamRecord<CarriedAccess> element) throws Exception {
        if (isReplay) {
            held.keep(element.getValue());
        } else if (isToWait) {
            waiting.keep(element.getValue());
        } else {
            super.processElement2(element);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (isReplay && mark.getTimestamp() == Long.MAX_VALUE) {
            held.giveOut(this::judgeLast);
        }
        super.processWatermark(mark);
    }

    private void judgeLast(String key, List<CarriedAccess> accesses) throws Exception {
        giveToJoin(key, accesses);
        join.judgeLast(key, timers, changes);
    }

    private void giveToJoin(String key, List<CarriedAccess> accesses) {
        accesses.forEach(access -> giveToJoin(key, access));
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        if (isReplay) {
            held.giveOut(this::giveToJoin); // which keeps them in its state, though in more memory
        } else {
            waiting.writeAll();
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        watch.store();
    }
}
