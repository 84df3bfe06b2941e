package io.leaverwatch.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.CaseReport;
import io.leaverwatch.domain.CaseSummary;
import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Verdict;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what the job itself writes can be said again as withdrawn. */
class VerdictWriterTest {
    private final VerdictWriter writer = new VerdictWriter("live", "version");

    @Test
    void withdrawsAnObjectThatStands() {
        assertThat(writer.canWithdraw(published(true, "{\"status\":\"OPEN\"}"))).isTrue();
        assertThat(writer.canWithdraw(published(false, "{\"status\":\"WITHDRAWN\"}")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0\0\1Obj", "{\"status\":", "[1]", "\"text\"", "{} {}", "{\"a\":1}x", "\uFFFF"})
    void leavesWhatOthersMadeOfARecord(String value) {
        assertThat(writer.canWithdraw(published(true, value))).isFalse();
    }

    private static Published published(boolean isStanding, String value) {
        return new Published(Published.Kind.ALERT, "id", "case", isStanding, value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void withdrawsARecordThatItReadsBackAsItWouldItsOwn() {
        Alert alert = WriterSamples.single(WriterSamples.access("{}"));
        CaseReport holds = new CaseReport(
                WriterSamples.OPEN_END,
                1,
                0,
                0,
                BigInteger.TEN,
                List.of("fern"),
                DepartureRecord.Seen.of(alert.accesses().get(0)),
                DepartureRecord.Seen.of(alert.accesses().get(0)),
                List.of(DepartureRecord.Seen.of(alert.accesses().get(0))),
                false);
        CaseReport removed = new CaseReport(
                WriterSamples.OPEN_END, 0, 0, 0, BigInteger.ZERO, List.of(), null, null, List.of(), true);
        assertWithdrawn(
                Verdict.of(CaseSummary.incident(holds, List.of(alert))),
                Verdict.of(CaseSummary.incident(removed, List.of())));
        assertWithdrawn(
                Verdict.of(CaseSummary.departureRecord(holds, List.of(alert))),
                Verdict.of(CaseSummary.departureRecord(removed, List.of())));
    }

    private void assertWithdrawn(Verdict standing, Verdict withdrawn) {
        Published published = new Published(
                standing.kind(), standing.id(), standing.caseKey(), true, writer.write(standing, List.of()));
        assertThat(new String(writer.write(Verdict.ofStale(published), List.of()), StandardCharsets.UTF_8))
                .isEqualTo(new String(writer.write(withdrawn, List.of()), StandardCharsets.UTF_8));
    }
}
