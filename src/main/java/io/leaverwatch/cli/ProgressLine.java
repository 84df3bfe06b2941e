package io.leaverwatch.cli;

import io.leaverwatch.jobs.RunProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;

/** One line on a terminal that is drawn again a few times a second while a run goes on, and removed at its end. */
final class ProgressLine implements AutoCloseable {
    private static final long EVERY_MILLIS = 250;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final Supplier<RunProgress> progress;
    private final Thread drawer = new Thread(this::draw, "progress-line");

    private ProgressLine(PrintWriter err, Supplier<RunProgress> progress) {
        this.err = err;
        this.progress = progress;
        drawer.setDaemon(true);
    }

    /** Starts drawing. */
    static ProgressLine start(PrintWriter err, Supplier<RunProgress> progress) {
        ProgressLine line = new ProgressLine(err, progress);
        line.drawer.start();
        return line;
    }

    private void draw() {
        try {
            long readSince = -1;
            while (true) {
                Thread.sleep(EVERY_MILLIS);
                RunProgress now = progress.get();
                if (readSince < 0 && now.bytesRead() > 0) {
                    readSince = System.nanoTime();
                }
                double seconds = readSince < 0 ? 0 : (System.nanoTime() - readSince + EVERY_MILLIS * 1_000_000) / 1e9;
                err.print(CLEAR + text(now, seconds));
                err.flush();
            }
        } catch (InterruptedException e) {
            err.print(CLEAR);
            err.flush();
        }
    }

    /**
     * The line's text: once all was read, the phase alone.
     *
     * @param seconds since the first access was read; 0 where none was
     */
    static String text(RunProgress now, double seconds) {
        StringBuilder text = new StringBuilder(now.phase());
        if (now.bytesRead() == 0 || seconds == 0) {
            return text.toString();
        }
        double share = now.bytesInAll() == 0 ? 0 : (double) now.bytesRead() / now.bytesInAll();
        if (share >= 1) {
            return text.toString();
        }
        if (share > 0) {
            text.append(String.format(Locale.ROOT, "  %3.0f %%", Math.floor(share * 100)));
        }
        text.append("  ").append(perSecond(now.lines() / seconds)).append(" events/s");
        if (share > 0) {
            text.append("  ").append(left(seconds * (1 - share) / share));
        }
        return text.toString();
    }

    private static String perSecond(double rate) {
        if (rate >= 1e6) {
            return String.format(Locale.ROOT, "%.1f M", rate / 1e6);
        }
        return rate >= 1e3
                ? String.format(Locale.ROOT, "%.0f k", rate / 1e3)
                : String.format(Locale.ROOT, "%.0f", rate);
    }

    private static String left(double seconds) {
        long whole = (long) Math.ceil(seconds);
        if (whole < 60) {
            return whole + " s left";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s left"
                : whole / 3600 + " h " + whole / 60 % 60 + " min left";
    }

    @Override
    public void close() {
        drawer.interrupt();
        try {
            drawer.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
