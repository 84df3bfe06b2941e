package io.leaverwatch.bench;

import io.leaverwatch.bench.GraphMeasure.Backend;
import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.jobs.MeasuredLiveGraph;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * How long it takes from an access by a leaver, given to the producer, until a consumer has read the alert, while
 * accesses come at an even rate.
 *
 * @param setup of Flink
 * @param backend of its state
 * @param topics with memberships and links, and {@link LiveThroughput#MARKERS} markers
 * @param rate accesses per second, those to other systems included
 * @param warmUpSeconds at the beginning, not counted
 * @param seconds that count
 */
record LiveLatency(
        LiveFlink.Setup setup, Backend backend, LiveTopics topics, int rate, int warmUpSeconds, int seconds) {
    private static final long SEED = 11;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long SINCE_END = Duration.ofDays(3).toMillis();
    private static final String PREFIX = "a-";

    /**
     * What a run gave.
     *
     * @param achievedRate at which accesses came
     */
    record Result(Delays delays, double achievedRate) {}

    Result run() throws Exception {
        LiveSettings settings = topics.newRun();
        try (AlertReader alerts =
                        new AlertReader(topics.broker(), settings.topics().alerts());
                LiveFlink flink = LiveFlink.start(setup, backend, env -> MeasuredLiveGraph.build(env, settings))) {
            ReadGate.open();
            flink.settle(topics.events());
            alerts.awaitMarkers(LiveTopics.markers(LiveThroughput.MARKERS), false, flink::check);
            return new Sending(rate * warmUpSeconds, rate * (warmUpSeconds + seconds)).run(alerts, flink);
        }
    }

    /** One run's accesses, by number. */
    private final class Sending {
        private final int first;
        private final AtomicLongArray sentAt;
        private final Map<Integer, Long> readAt = new ConcurrentHashMap<>();
        private final CompletableFuture<Integer> expected = new CompletableFuture<>();

        /** @param first number that counts */
        Sending(int first, int count) {
            this.first = first;
            this.sentAt = new AtomicLongArray(count);
        }

        Result run(AlertReader alerts, LiveFlink flink) throws Exception {
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> read(alerts));
            double achieved;
            try {
                achieved = send();
            } finally {
                // After a failure nothing more is expected; the reader must not be closed while it is used.
                expected.complete(0);
                reading.join();
            }
            flink.check();
            if (readAt.size() < expected.get()) {
                throw new BenchFailure("of " + expected.get() + " alerts only " + readAt.size() + " came.");
            }
            Delays delays = Delays.ofNanos(readAt.entrySet().stream()
                    .map(each -> each.getValue() - sentAt.get(each.getKey()))
                    .toList());
            return new Result(delays, achieved);
        }

        private double send() throws Exception {
            SplittableRandom random = new SplittableRandom(SEED);
            AccessText text = new AccessText(random, null);
            int alerts = 0;
            try (KafkaProducer<byte[], byte[]> producer = topics.broker().producer(0);
                    LineSender sender = new LineSender(producer, topics.accesses(), false)) {
                long start = System.nanoTime();
                int sent = 0;
                while (sent < sentAt.length()) {
                    long elapsed = System.nanoTime() - start;
                    int due = (int) Math.min(sentAt.length(), elapsed * rate / TimeUnit.SECONDS.toNanos(1));
                    long time = BenchData.END + SINCE_END + TimeUnit.NANOSECONDS.toMillis(elapsed);
                    for (; sent < due; sent++) {
                        int member = random.nextInt(BenchData.MEMBERS);
                        long before = sender.protectedSent();
                        sentAt.set(sent, System.nanoTime());
                        text.write(sender, sent, time, member);
                        boolean isBreach = sender.protectedSent() > before && LiveTopics.isLeaver(member);
                        alerts += isBreach && sent >= first ? 1 : 0;
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                double achieved = sent / ((System.nanoTime() - start) / 1e9);
                sender.flush();
                expected.complete(alerts);
                return achieved;
            }
        }

        private void read(AlertReader alerts) {
            long deadline = Long.MAX_VALUE;
            while (System.nanoTime() < deadline) {
                alerts.poll((eventId, isWithdrawn, at) -> {
                    if (eventId.startsWith(PREFIX)) {
                        int number = Integer.parseInt(eventId.substring(PREFIX.length()));
                        if (number >= first) {
                            readAt.putIfAbsent(number, at);
                        }
                    }
                });
                if (expected.isDone()) {
                    if (readAt.size() >= expected.join()) {
                        return;
                    }
                    deadline = Math.min(deadline, System.nanoTime() + PATIENCE_NANOS);
                }
            }
        }
    }
}
