package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A busy credential's accesses on the day of a departure that is only a date: each is named, and few times over. */
class InDoubtHarnessTest {
    private static final Policy POLICY = PolicyReader.read("policy", "zone: UTC".getBytes(StandardCharsets.UTF_8));
    private static final long DAY = Instant.parse("2031-05-20T00:00:00Z").toEpochMilli();
    private static final long END = Instant.parse("2031-05-21T00:00:00Z").toEpochMilli();
    private static final int COUNT = 30_000;

    @Test
    void joinGathersThemNowAndThenAndNotEachTime() throws Exception {
        try (JoinHarness join = JoinHarness.open(POLICY)) {
            join.setProcessingTime(DAY);
            join.update(onADate());
            join.setProcessingTime(DAY + 1_000);
            join.said();
            List<Seen> expected = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                expected.add(Seen.of(Samples.access(i, DAY + i)));
                join.arrive(Samples.access(i, DAY + i));
            }
            assertThat(join.said()).isEmpty();
            join.setProcessingTime(DAY + 10_000);
            List<CaseChange> said = join.said();
            assertThat(said).hasSize(1);
            assertThat(said.get(0).sighting().inDoubt()).isEqualTo(expected);
            assertThat(said.get(0).sighting().lastBefore()).isEqualTo(expected.get(COUNT - 1));

            join.arrive(Samples.access(COUNT, END));
            join.setProcessingTime(DAY + 20_000);
            Sighting after = join.said().stream()
                    .filter(change -> change.sighting() != null)
                    .findFirst()
                    .orElseThrow()
                    .sighting();
            assertThat(after.inDoubt()).isEqualTo(expected);
            assertThat(after.firstAfter()).isEqualTo(Seen.of(Samples.access(COUNT, END)));
        }
    }

    @Test
    void caseFileDoesNotNameThemWithEachBreach() throws Exception {
        List<Seen> doubts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            doubts.add(Seen.of(Samples.access(i, DAY + i)));
        }
        try (KeyedOneInputStreamOperatorTestHarness<String, CaseChange, CaseEvent> caseFile =
                CaseFileHarnessTest.caseFile()) {
            caseFile.setProcessingTime(DAY);
            caseFile.processElement(new StreamRecord<>(CaseChange.put(onADate())));
            caseFile.processElement(new StreamRecord<>(CaseChange.put(
                    Samples.CASE, Samples.LOGIN, new Sighting(Samples.LOGIN, true, null, null, doubts))));
            caseFile.setProcessingTime(DAY + 1_000);
            caseFile.getOutput().clear();
            long breaches = 1_000;
            for (int i = 0; i < breaches; i++) {
                caseFile.setProcessingTime(DAY + 1_000 + i);
                caseFile.processElement(new StreamRecord<>(
                        CaseChange.put(Samples.CASE, Samples.breach(Samples.access(COUNT + i, END + i)))));
            }
            caseFile.setProcessingTime(DAY + 10_000);
            List<CaseEvent> said = caseFile.extractOutputValues();
            assertThat(said.stream()
                            .filter(event -> event.kind() == CaseEvent.Kind.BREACH)
                            .count())
                    .as("each is told once, but for what one more rule has to hear")
                    .isBetween(breaches, breaches + 20L);
            assertThat(said.stream().filter(event -> event.report() != null)).hasSizeBetween(2, 50);
            CaseEvent last = said.get(said.size() - 1);
            assertThat(last.report().inDoubt()).isEqualTo(doubts);
            assertThat(last.report().openSuccesses()).isEqualTo(breaches);
        }
    }

    private static Departure onADate() {
        MembershipEvent event = Samples.resigned();
        MembershipEvent dateOnly = new MembershipEvent(
                event.eventId(),
                event.memberId(),
                event.type(),
                END,
                true,
                false,
                LocalDate.parse("2031-05-20").toEpochDay(),
                DAY,
                DAY,
                null,
                null,
                null,
                event.origin());
        return new Departure(dateOnly, END, Long.MAX_VALUE, null);
    }
}
