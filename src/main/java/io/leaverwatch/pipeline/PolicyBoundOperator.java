package io.leaverwatch.pipeline;

import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** Runs a function of one input that has to know when the policy is another. */
final class PolicyBoundOperator<I, O> extends KeyedProcessOperator<String, I, O> {
    private static final long serialVersionUID = 1L;

    private final PolicyBound bound;
    private final PolicyWatch watch;

    <F extends KeyedProcessFunction<String, I, O> & PolicyBound> PolicyBoundOperator(F function, String policyVersion) {
        super(function);
        this.bound = function;
        this.watch = new PolicyWatch(policyVersion);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        watch.restore(context.getOperatorStateStore(), context.isRestored());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        watch.store();
    }

    @Override
    public void open() throws Exception {
        super.open();
        watch.visit(
                bound,
                this.<String>getKeyedStateBackend(),
                getInternalTimerService(PolicyWatch.TIMERS, VoidNamespaceSerializer.INSTANCE, this));
    }
}
