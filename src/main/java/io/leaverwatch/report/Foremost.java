package io.leaverwatch.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The few lines of a result file that a person is shown at once: those of the highest rank, the first of equals. */
public final class Foremost {
    /** How many are kept. */
    public static final int MOST = 25;

    private static final Comparator<Kept> LAST_FIRST = Comparator.comparingInt(Kept::rank)
            .reversed()
            .thenComparing(Comparator.comparingLong(Kept::number).reversed());

    private final PriorityQueue<Kept> kept = new PriorityQueue<>(LAST_FIRST);
    private long offered;

    private record Kept(int rank, long number, byte[] line) {}

    /**
     * Takes a line of the file.
     *
     * @param rank 0 for the highest
     * @param line a JSON object
     */
    void offer(int rank, byte[] line) {
        long number = offered++;
        if (kept.size() < MOST) {
            kept.add(new Kept(rank, number, line));
        } else if (rank < kept.element().rank()) {
            kept.remove();
            kept.add(new Kept(rank, number, line));
        }
    }

    /** The lines that were kept, in the order of the file. */
    public List<byte[]> lines() {
        List<Kept> inOrder = new ArrayList<>(kept);
        inOrder.sort(Comparator.comparingLong(Kept::number));
        return inOrder.stream().map(Kept::line).toList();
    }

    /** How many lines of the file were not kept. */
    public long others() {
        return offered - kept.size();
    }
}
