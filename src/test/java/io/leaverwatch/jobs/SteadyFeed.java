package io.leaverwatch.jobs;

import io.leaverwatch.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Sends lines in their order, at a steady pace or slower, from a thread of its own, whatever becomes of the job meanwhile. */
final class SteadyFeed implements AutoCloseable {
    private static final Duration LIMIT = Await.PATIENCE;
    private static final int PULSE_MILLIS = 20;

    private final LiveTopics topics;
    private final List<LongHistory.Line> lines;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger stored = new AtomicInteger();
    private volatile double perPulse;
    private volatile int last;
    private double due;
    private int sent;

    /** Begins to send, and waits when that many lines were sent. */
    SteadyFeed(LiveTopics topics, List<LongHistory.Line> lines, int perSecond, int upTo) {
        this.topics = topics;
        this.lines = lines;
        this.producer = topics.broker().producer(Map.of());
        pace(perSecond, upTo);
        Future<?> unused = thread.scheduleAtFixedRate(this::pulse, 0, PULSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Goes on at another pace, up to the end. */
    void pace(int perSecond) {
        pace(perSecond, lines.size());
    }

    /** Goes on at another pace, and waits when that many lines were sent. */
    void pace(int perSecond, int upTo) {
        perPulse = perSecond * PULSE_MILLIS / 1_000.0;
        last = upTo;
    }

    private void pulse() {
        for (due = Math.min(due, 1) + perPulse; due >= 1 && sent < last; due--) {
            LongHistory.Line line = lines.get(sent);
            int partition = Math.floorMod(line.text().hashCode(), topics.partitions());
            Future<?> unused = producer.send(topics.record(line.word(), partition, line.bytes()), (at, failure) -> {
                if (failure == null) {
                    stored.incrementAndGet();
                }
            });
            sent++;
        }
    }

    /** How many lines the broker has. */
    int stored() {
        return stored.get();
    }

    /** Waits until the broker has that many lines. */
    void awaitStored(int count) {
        Await.value(count + " lines are stored", LIMIT, stored::get, now -> now >= count);
    }

    /** Waits until the broker has all lines. */
    void awaitEnd() {
        awaitStored(lines.size());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(Duration.ofSeconds(5));
    }
}
