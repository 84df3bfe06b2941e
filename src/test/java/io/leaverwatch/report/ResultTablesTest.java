package io.leaverwatch.report;

import static io.leaverwatch.domain.Alert.Status.EXEMPTED;
import static io.leaverwatch.domain.Alert.Status.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.DepartureRecord.Finding;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Severity;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.Coverage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTablesTest {
    private static final Policy POLICY = PolicyReader.defaults();
    private static final long AT = Verdicts.DEPARTED;
    private static final long MINUTE = 60_000;

    @TempDir
    private Path folder;

    @Test
    void showsTheMostSevereOpenAlertsInOrderOfTimeAndSaysHowManyMoreThereAre() throws IOException {
        spill(IntStream.range(0, 100)
                .mapToObj(i -> Verdicts.alert(
                        i,
                        AT + i * MINUTE,
                        i < 60 ? Severity.LOW : i < 70 ? Severity.HIGH : Severity.MEDIUM,
                        i % 10 == 9 ? EXEMPTED : OPEN,
                        i))
                .toList());
        List<String> lines = new ResultTables(false).alerts(written().alerts());
        assertThat(lines).hasSize(2 + Foremost.MOST + 1);
        List<String> rows = lines.subList(2, 2 + Foremost.MOST);
        assertThat(rows).isSorted();
        assertThat(rows.subList(0, 9))
                .as("all open ones that are HIGH")
                .allSatisfy(row -> assertThat(row).contains("HIGH"));
        assertThat(rows.subList(9, Foremost.MOST))
                .as("the first open ones that are MEDIUM")
                .allSatisfy(row -> assertThat(row).contains("MEDIUM"));
        assertThat(rows.get(9)).startsWith("2031-05-20 18:40");
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("... and 75 more, less severe, exempted or later ones, in alerts.ndjson");
    }

    @Test
    void showsEveryAlertWhereTheyAreFew() throws IOException {
        spill(List.of(
                Verdicts.alert(1, AT, Severity.LOW, EXEMPTED, 1), Verdicts.alert(2, AT, Severity.CRITICAL, OPEN, 2)));
        assertThat(new ResultTables(false).alerts(written().alerts()))
                .filteredOn(line -> line.startsWith("2031"))
                .hasSize(2);
    }

    @Test
    void showsTheDeparturesWithTheGravestFindings() throws IOException {
        spill(IntStream.range(0, 30)
                .mapToObj(i -> Verdicts.departure(i, i < 28 ? Finding.NONE_FOUND : Finding.BREACHED, false))
                .toList());
        List<String> lines = new ResultTables(false).departures(written().departures());
        assertThat(lines).filteredOn(line -> line.contains("BREACHED")).hasSize(2);
        assertThat(lines).filteredOn(line -> line.contains("NONE_FOUND")).hasSize(Foremost.MOST - 2);
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("... and 5 more, with findings no graver, in departures.ndjson");
    }

    @Test
    void showsNothingWhereThereIsNothing() throws IOException {
        ResultFiles.Written nothing = written();
        assertThat(new ResultTables(false).alerts(nothing.alerts())).isEmpty();
        assertThat(new ResultTables(false).departures(nothing.departures())).isEmpty();
    }

    @Test
    void cutsALongListOfWhatWasRead() {
        List<Coverage.Entry> many = IntStream.range(0, 40)
                .mapToObj(i -> new Coverage.Entry("day-" + i, "Organise", 1, AT, AT, List.of(), 0))
                .toList();
        List<String> lines = ResultTables.coverage(many);
        assertThat(lines).hasSize(22);
        assertThat(lines.get(1)).isEqualTo("  Organise in day-0: 1 events, 2031-05-20 17:30 to 2031-05-20 17:30");
        assertThat(lines.get(21))
                .isEqualTo("  ... and 20 more lines like these; every record in departures.ndjson has them");
    }

    private ResultFiles.Written written() throws IOException {
        return ResultFiles.write(folder, POLICY, List.of());
    }

    private void spill(List<Verdict> verdicts) throws IOException {
        try (VerdictSpill spill = new VerdictSpill(folder, 0, POLICY, "replay")) {
            for (Verdict verdict : verdicts) {
                spill.add(verdict);
            }
        }
    }
}
