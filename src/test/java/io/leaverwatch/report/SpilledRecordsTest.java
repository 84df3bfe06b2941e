package io.leaverwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpilledRecordsTest {
    @TempDir
    private Path folder;

    @Test
    void sortsTheRecordsOfSeveralWriters() throws IOException {
        try (Spill first = new Spill(folder, "dead", 0, SpilledRecords.once());
                Spill second = new Spill(folder, "dead", 1, SpilledRecords.once())) {
            first.add(0, 300, 0, 0, bytes("c"));
            first.add(1, 5, 0, 0, bytes("d"));
            second.add(0, 200, 0, 0, bytes("b1"), bytes("b2"));
            second.add(0, 100, 0, 0, bytes("a"));
        }
        assertThat(bodies(SpilledRecords.all(folder, "dead"))).containsExactly("a", "b1b2", "c", "d");
    }

    @Test
    void keepsTheLastStateOfAnIdEvenWhereItSortsElsewhere() throws IOException {
        try (Spill spill = new Spill(folder, "alerts", 0, SpilledRecords.upserted())) {
            spill.add(900, 1, 1, 0, bytes("old"));
            spill.add(500, 1, 2, 0, bytes("other"));
            spill.add(100, 1, 1, 0, bytes("new"));
        }
        assertThat(bodies(SpilledRecords.newest(folder, "alerts"))).containsExactly("new", "other");
    }

    @Test
    void dropsWhatWasWithdrawnLastAndKeepsWhatCameBack() throws IOException {
        try (Spill spill = new Spill(folder, "alerts", 0, SpilledRecords.upserted())) {
            spill.add(1, 1, 0, 0, bytes("gone"));
            spill.add(1, 1, 0, Spill.WITHDRAWN | 3, bytes("withdrawal"));
            spill.add(2, 2, 0, Spill.WITHDRAWN, bytes("withdrawal"));
            spill.add(2, 2, 0, 0, bytes("back"));
        }
        assertThat(bodies(SpilledRecords.newest(folder, "alerts"))).containsExactly("back");
    }

    @Test
    void createsNoFileWithoutARecord() throws IOException {
        new Spill(folder, "alerts", 0, SpilledRecords.upserted()).close();
        assertThat(folder).isEmptyDirectory();
        assertThat(bodies(SpilledRecords.newest(folder, "alerts"))).isEmpty();
        assertThat(bodies(SpilledRecords.all(folder, "dead"))).isEmpty();
    }

    @Test
    void keepsOneKindApartFromAnotherWhoseNameBeginsTheSame() throws IOException {
        try (Spill alerts = new Spill(folder, "alerts", 12, SpilledRecords.once());
                Spill others = new Spill(folder, "incidents", 12, SpilledRecords.once())) {
            alerts.add(0, 0, 0, 7, bytes("x"));
            others.add(0, 0, 0, 0, bytes("y"));
        }
        assertThat(bodies(SpilledRecords.all(folder, "alerts"))).containsExactly("x");
        assertThat(Files.exists(folder.resolve("alerts-12.bodies"))).isTrue();
    }

    @Test
    void givesEachRecordItsOwnBodyWhereverItLies() throws IOException {
        try (Spill spill = new Spill(folder, "many", 0, SpilledRecords.once())) {
            for (int i = 0; i < 30_000; i++) {
                // Runs in order, runs backwards, and now and then a body larger than what is read ahead.
                int order = i / 100 % 2 == 0 ? i : i / 100 * 100 + 99 - i % 100;
                spill.add(order, 0, 0, 0, bytes(order + "-"), new byte[i % 7000 == 0 ? 100_000 : i % 50]);
            }
        }
        int expected = 0;
        try (SpilledRecords records = SpilledRecords.all(folder, "many")) {
            while (records.next()) {
                assertThat(new String(records.body(), StandardCharsets.UTF_8)).startsWith(expected++ + "-");
            }
        }
        assertThat(expected).isEqualTo(30_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> bodies(SpilledRecords records) throws IOException {
        List<String> bodies = new ArrayList<>();
        try (records) {
            while (records.next()) {
                bodies.add(new String(records.body(), StandardCharsets.UTF_8));
            }
        }
        return bodies;
    }
}
