package io.leaverwatch.report;

import java.nio.ByteBuffer;
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
     * @param line a JSON object, which is copied where it is kept
     */
    void offer(int rank, ByteBuffer line) {
        long number = offered++;
        if (kept.size() == MOST && rank >= kept.element().rank()) {
            return;
        }
        if (kept.size() == MOST) {
            kept.remove();
        }
        byte[] copy = new byte[line.remaining()];
        line.duplicate().get(copy);
        kept.add(new Kept(rank, number, copy));
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
