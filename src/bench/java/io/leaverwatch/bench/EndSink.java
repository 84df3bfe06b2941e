package io.leaverwatch.bench;

import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Discards what it gets, and notes which breaches were found and when the last record was there. */
final class EndSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final Naming<T> naming;

    /**
     * A run's sink.
     *
     * @param naming which breach a record stands for; null for none
     */
    EndSink(String run, Naming<T> naming) {
        this.run = run;
        this.naming = naming;
    }

    /** From a record to the breach that it stands for; null for none. */
    @FunctionalInterface
    interface Naming<T> extends Serializable {
        /** The name. */
        String name(T record);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        RunClock clock = RunClock.of(run);
        return new SinkWriter<>() {
            @Override
            public void write(T record, Context ignored) {
                String name = naming.name(record);
                if (name != null) {
                    clock.find(name);
                }
            }

            @Override
            public void flush(boolean isEndOfInput) {
                if (isEndOfInput) {
                    clock.endSink();
                }
            }

            @Override
            public void close() {}
        };
    }
}
