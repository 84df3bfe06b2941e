package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Collects verdicts in this JVM, in the order in which each subtask gives them, as a transactional sink would: what
 * comes after the last checkpoint of a run that was stopped does not count.
 */
final class CollectingSink implements Sink<Verdict> {
    private static final long serialVersionUID = 1L;
    private static final Map<String, List<Writer>> WRITERS = new ConcurrentHashMap<>();

    private final String run;

    CollectingSink(String run) {
        this.run = run;
    }

    /** What counts of a run and, behind it, of those that went on from its savepoint under the same name. */
    static List<Verdict> collected(String run) {
        List<Verdict> verdicts = new ArrayList<>();
        synchronized (WRITERS) {
            for (Writer writer : WRITERS.getOrDefault(run, List.of())) {
                verdicts.addAll(writer.verdicts.subList(0, writer.committed));
            }
        }
        return verdicts;
    }

    static void forget(String run) {
        WRITERS.remove(run);
    }

    @Override
    public SinkWriter<Verdict> createWriter(WriterInitContext context) {
        Writer writer = new Writer();
        synchronized (WRITERS) {
            WRITERS.computeIfAbsent(run, r -> new ArrayList<>()).add(writer);
        }
        return writer;
    }

    private static final class Writer implements SinkWriter<Verdict> {
        private final List<Verdict> verdicts = new ArrayList<>();
        private int committed;

        @Override
        public void write(Verdict verdict, Context context) {
            verdicts.add(verdict);
        }

        @Override
        public void flush(boolean endOfInput) {
            synchronized (WRITERS) {
                committed = verdicts.size();
            }
        }

        @Override
        public void close() {}
    }
}
