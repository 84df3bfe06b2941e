package io.leaverwatch.bench;

import io.leaverwatch.bench.GraphMeasure.Backend;
import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.jobs.MeasuredLiveGraph;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many accesses a second get from the topic to the alerts, all of them being there before; against jobs that only
 * parse and count them. From when all tasks run until the markers at the partitions' ends have become alerts, or until
 * all are counted.
 *
 * @param setup of Flink
 * @param topics with data and {@link #MARKERS} markers
 */
record LiveThroughput(LiveFlink.Setup setup, LiveTopics topics) {
    /** So many that both partitions end with some, and each subtask gets some. */
    static final int MARKERS = 16;

    /**
     * The JVM is warm once its compilers, all of them together, are busy for less of a round's time than this: a live job runs
     * for months, and what C2 has yet to compile runs several times slower.
     */
    private static final double WARM = 0.25;

    private static final int MOST_WARM_UPS = 8;

    private static final int POLL_MILLIS = 1;
    private static final int CHECK_POLLS = 1000;

    /** What rounds of runs gave, accesses per second. */
    record Speeds(List<Double> live, List<Double> parse) {
        private Speeds() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * Runs the live job and another in turn. What a third job leaves in the JVM's profiles slows the live job, so the jobs are
     * measured one after the other, the strictest first.
     *
     * @param isWarmedUp whether rounds that do not count come first, until the JVM is warm
     */
    Speeds alternate(Backend backend, ParseJob job, int rounds, boolean isWarmedUp) throws Exception {
        Speeds speeds = new Speeds();
        if (isWarmedUp) {
            warmUp(backend, job);
        }
        for (int i = 0; i < rounds; i++) {
            round(backend, job, i % 2 == 0, speeds);
        }
        return speeds;
    }

    private void round(Backend backend, ParseJob job, boolean isLiveFirst, Speeds speeds) throws Exception {
        if (isLiveFirst) {
            speeds.live().add(live(backend));
        }
        speeds.parse().add(parse(backend, job));
        if (!isLiveFirst) {
            speeds.live().add(live(backend));
        }
    }

    private void warmUp(Backend backend, ParseJob job) throws Exception {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        double share = 1;
        for (int i = 0; i < MOST_WARM_UPS && share > WARM; i++) {
            long start = System.nanoTime();
            long busyBefore = compilers.getTotalCompilationTime();
            round(backend, job, true, new Speeds());
            long busy = compilers.getTotalCompilationTime() - busyBefore;
            share = busy / (double) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            System.err.printf("warming up: the JVM's compilers were busy for %.2f of the time%n", share);
        }
    }

    private double live(Backend backend) throws Exception {
        LiveSettings settings = topics.newRun();
        try (AlertReader alerts =
                        AlertReader.patient(topics.broker(), settings.topics().alerts());
                LiveFlink flink = LiveFlink.start(setup, backend, env -> MeasuredLiveGraph.build(env, settings))) {
            long start = System.nanoTime();
            ReadGate.open();
            long end = alerts.awaitMarkers(LiveTopics.markers(MARKERS), false, flink::check);
            return speed("live", backend, end - start, flink);
        }
    }

    private double parse(Backend backend, ParseJob job) throws Exception {
        LiveSettings settings = topics.newRun();
        try (LiveFlink flink = LiveFlink.start(setup, backend, env -> CountParsed.build(env, settings, job))) {
            long start = System.nanoTime();
            ReadGate.open();
            for (int polls = 1; CountParsed.counted() < job.events(topics); polls++) {
                Thread.sleep(POLL_MILLIS);
                if (polls % CHECK_POLLS == 0) {
                    flink.check();
                }
            }
            return speed(job.label(), backend, System.nanoTime() - start, flink);
        }
    }

    private double speed(String job, Backend backend, long nanos, LiveFlink flink) throws Exception {
        double seconds = nanos / 1e9;
        double speed = topics.accessesSent() / seconds;
        System.err.printf(
                "%s on %s: %,d accesses in %.1f s, %,.0f/s, %d checkpoints%n",
                job, backend, topics.accessesSent(), seconds, speed, flink.checkpoints());
        return speed;
    }
}
