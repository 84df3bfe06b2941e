package io.leaverwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedRunsTest {
    private static final int[] FIRST_TWO = {0, 1};

    @TempDir
    private Path folder;

    @Test
    void mergesTheRunsOfSeveralFilesInOrder() throws IOException {
        Random random = new Random(7);
        List<long[]> added = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int f = 0; f < 3; f++) {
            files.add(folder.resolve("rows-" + f));
            try (SortedRuns runs = new SortedRuns(files.get(f), FIRST_TWO, 100)) {
                for (int i = 0; i < 1000 + f; i++) {
                    long[] row = {random.nextInt(20) - 10, random.nextInt(5), added.size(), 0, 0};
                    added.add(row);
                    runs.add(row[0], row[1], row[2], row[3], row[4]);
                }
            }
        }
        // A stable sort of all rows in the order of the files is what the merge has to give.
        added.sort(Comparator.<long[]>comparingLong(row -> row[0]).thenComparingLong(row -> row[1]));
        assertThat(thirdColumn(files, 100))
                .isEqualTo(added.stream().map(row -> row[2]).toList());
    }

    @Test
    void givesNothingWhereNothingWasAdded() throws IOException {
        Path file = folder.resolve("rows");
        new SortedRuns(file, FIRST_TWO, 100).close();
        assertThat(thirdColumn(List.of(file), 100)).isEmpty();
        assertThat(thirdColumn(List.of(), 100)).isEmpty();
    }

    @Test
    void keepsARunThatIsExactlyFull() throws IOException {
        Path file = folder.resolve("rows");
        try (SortedRuns runs = new SortedRuns(file, FIRST_TWO, 64)) {
            for (int i = 127; i >= 0; i--) {
                runs.add(i, 0, i, 0, 0);
            }
        }
        assertThat(thirdColumn(List.of(file), 64)).hasSize(128).isSorted();
    }

    private static List<Long> thirdColumn(List<Path> files, int rowsPerRun) throws IOException {
        List<Long> values = new ArrayList<>();
        try (SortedRuns.Merge merge = SortedRuns.merge(files, FIRST_TWO, rowsPerRun)) {
            while (merge.next()) {
                values.add(merge.get(2));
            }
        }
        return values;
    }
}
