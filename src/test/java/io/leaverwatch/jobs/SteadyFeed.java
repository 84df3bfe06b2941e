package io.leaverwatch.jobs;

import io.leaverwatch.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
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
    /** Written by the thread alone. */
    private volatile int sent;

    /** Begins to send, and waits when that many lines were sent. */
    SteadyFeed(LiveTopics topics, List<LongHistory.Line> lines, int perSecond, int upTo) {
        this.topics = topics;
        this.lines = lines;
        // Otherwise it forgets the topics with the last broker, and waits for one instead of gathering lines.
        this.producer = topics.broker().producer(Map.of(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none"));
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
            send(1);
        }
    }

    private void send(int count) {
        int end = sent + count;
        for (int i = sent; i < end; i++) {
            LongHistory.Line line = lines.get(i);
            int partition = Math.floorMod(line.text().hashCode(), topics.partitions());
            Future<?> unused = producer.send(topics.record(line.word(), partition, line.bytes()), (at, failure) -> {
                if (failure == null) {
                    stored.incrementAndGet();
                }
            });
        }
        sent = end;
    }

    /** Sends the next lines at once, whatever the pace, and gives how many were sent before them. */
    int burst(int count) throws InterruptedException, ExecutionException {
        return thread.submit(() -> {
                    int before = sent;
                    send(count);
                    return before;
                })
                .get();
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
