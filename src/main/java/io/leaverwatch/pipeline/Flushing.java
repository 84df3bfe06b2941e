package io.leaverwatch.pipeline;

import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * When live what an operator gives is sent on, where the job's buffer timeout is not right. Each output that has one costs
 * a thread that wakes that often, which together took more than the work of half the operators.
 */
public enum Flushing {
    /** Each record by itself: of few, and on an alert's way. */
    AT_ONCE(0),
    /** What no alert waits for: it comes long before the accesses that it concerns, or its delay is not felt. */
    CALM(50);

    private final long bufferTimeoutMillis;

    Flushing(long bufferTimeoutMillis) {
        this.bufferTimeoutMillis = bufferTimeoutMillis;
    }

    /** Sets it; replay, which sends full buffers, is left as it is. */
    public <T> SingleOutputStreamOperator<T> of(SingleOutputStreamOperator<T> operator, PipelineMode mode) {
        return mode.isReplay() ? operator : operator.setBufferTimeout(bufferTimeoutMillis);
    }
}
