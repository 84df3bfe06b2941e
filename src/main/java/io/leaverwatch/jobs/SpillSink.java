package io.leaverwatch.jobs;

import io.leaverwatch.report.RecordSpill;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Puts records aside in files of this machine, one writer for each subtask; for jobs inside this JVM. */
final class SpillSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final Opener<T> opener;

    SpillSink(Opener<T> opener) {
        this.opener = opener;
    }

    /** Opens one writer's files. */
    @FunctionalInterface
    interface Opener<T> extends Serializable {
        /** @param writer the subtask's number */
        RecordSpill<T> open(int writer);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(opener.open(context.getTaskInfo().getIndexOfThisSubtask()));
    }

    private record Writer<T>(RecordSpill<T> spill) implements SinkWriter<T> {
        @Override
        public void write(T element, Context context) throws IOException {
            spill.add(element);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            if (endOfInput) {
                spill.close();
            }
        }

        @Override
        public void close() throws IOException {
            spill.close();
        }
    }
}
