package io.leaverwatch.domain;

import static io.leaverwatch.domain.DomainSamples.DAY;
import static io.leaverwatch.domain.DomainSamples.HOUR;
import static io.leaverwatch.domain.DomainSamples.POLICY;
import static io.leaverwatch.domain.DomainSamples.START;
import static io.leaverwatch.domain.DomainSamples.dateOnly;
import static io.leaverwatch.domain.DomainSamples.event;
import static io.leaverwatch.domain.DomainSamples.millis;
import static io.leaverwatch.domain.DomainSamples.policy;
import static io.leaverwatch.domain.DomainSamples.recorded;
import static io.leaverwatch.domain.DomainSamples.retraction;
import static io.leaverwatch.domain.MembershipType.EXPELLED;
import static io.leaverwatch.domain.MembershipType.LAPSED;
import static io.leaverwatch.domain.MembershipType.REINSTATED;
import static io.leaverwatch.domain.MembershipType.RESIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which departures a member's events amount to, in whatever order they are given. */
class TimelineTest {
    private static final String DAY_OF_START = "2031-05-20";
    /** hr ranks above crm; a feed without a name, or with another, is the lowest. */
    private static final Policy RANKED = policy("authority: [hr, crm]");

    /** Each departure as its opening event, start and end less {@link DomainSamples#START}; the end is - where open. */
    private static List<String> departures(Policy policy, MembershipEvent... events) {
        List<MembershipEvent> given = new ArrayList<>(List.of(events));
        List<Departure> departures = Timeline.departures(given, policy);
        Collections.reverse(given);
        assertThat(Timeline.departures(given, policy)).isEqualTo(departures);
        return departures.stream()
                .map(d -> d.opened().eventId() + " " + (d.start() - START) + " "
                        + (d.closed() == null ? "-" : String.valueOf(d.end() - START)))
                .toList();
    }

    private static List<String> departures(MembershipEvent... events) {
        return departures(POLICY, events);
    }

    @Test
    void opensAndCloses() {
        assertThat(departures(
                        event("r", RESIGNED, START),
                        event("b", REINSTATED, START + DAY),
                        event("e", EXPELLED, START + 2 * DAY)))
                .containsExactly("r 0 86400000", "e 172800000 -");
    }

    @Test
    void staysWithTheFirstDepartingEvent() {
        assertThat(departures(event("r", RESIGNED, START), event("e", EXPELLED, START + 1)))
                .containsExactly("r 0 -");
    }

    @Test
    void isNotChangedByAReinstatementOfWhoIsActive() {
        assertThat(departures(event("b", REINSTATED, START - 1), event("r", RESIGNED, START)))
                .containsExactly("r 0 -");
    }

    @Test
    void knowsNoDepartureOfLengthZero() {
        assertThat(departures(event("r", RESIGNED, START), event("b", REINSTATED, START)))
                .isEmpty();
        assertThat(departures(event("r", RESIGNED, START), event("b", REINSTATED, START + 1)))
                .containsExactly("r 0 1");
    }

    @Test
    void ordersEqualTimesByRecordingThenDepartingFirstThenId() {
        // Recorded first, the reinstatement finds an active member.
        assertThat(departures(
                        recorded("r", RESIGNED, START, START + 1, null), recorded("b", REINSTATED, START, START, null)))
                .containsExactly("r 0 -");
        // Recorded at the same time, it comes second, whatever its id.
        assertThat(departures(event("r", RESIGNED, START), event("b", REINSTATED, START)))
                .isEmpty();
        assertThat(departures(event("z", RESIGNED, START), event("y", EXPELLED, START)))
                .containsExactly("y 0 -");
        assertThat(departures(event("\uD83D\uDE00", RESIGNED, START), event("\uFFFD", EXPELLED, START)))
                .as("ids by code point")
                .containsExactly("\uFFFD 0 -");
    }

    @Test
    void leavesOutWhatWasRetracted() {
        assertThat(departures(event("r", RESIGNED, START), retraction("x", "r")))
                .isEmpty();
        assertThat(departures(event("r", RESIGNED, START), retraction("x", "R"), retraction("y", " r")))
                .as("ids exactly as given")
                .containsExactly("r 0 -");
        assertThat(departures(
                        event("r", RESIGNED, START),
                        event("b", REINSTATED, START + DAY),
                        event("e", EXPELLED, START + HOUR),
                        retraction("x", "r"),
                        retraction("y", "b")))
                .as("what it hid comes forth")
                .containsExactly("e 3600000 -");
    }

    @Test
    void retractsNoRetraction() {
        assertThat(departures(event("r", RESIGNED, START), retraction("x", "r"), retraction("y", "x")))
                .isEmpty();
        assertThat(departures(retraction("x", "r"))).isEmpty();
    }

    @Test
    void departsOnlyByTheTypesOfThePolicy() {
        Policy narrow = policy("departingTypes: [EXPELLED]");
        assertThat(departures(narrow, event("l", LAPSED, START), event("e", EXPELLED, START + 1)))
                .containsExactly("e 1 -");
    }

    @Test
    void opensNothingOnADayGivenTwiceAndTakenBackLater() {
        MembershipEvent resigned = dateOnly("r", RESIGNED, DAY_OF_START, START);
        assertThat(departures(resigned, dateOnly("b", REINSTATED, DAY_OF_START, START - 1)))
                .containsExactly("r 21600000 -");
        assertThat(departures(resigned, dateOnly("s", REINSTATED, DAY_OF_START, START)))
                .as("recorded together, the greater id comes later")
                .isEmpty();
        assertThat(departures(resigned, dateOnly("q", REINSTATED, DAY_OF_START, START)))
                .containsExactly("r 21600000 -");
        assertThat(departures(resigned, dateOnly("b", REINSTATED, DAY_OF_START, START + 1)))
                .isEmpty();
    }

    @Test
    void knowsADayGivenTwiceWhereEitherWasADayAlone() {
        long morning = millis("2031-05-20T08:00:00Z");
        assertThat(departures(
                        dateOnly("r", RESIGNED, DAY_OF_START, morning),
                        recorded("b", REINSTATED, morning, START, null)))
                .isEmpty();
        assertThat(departures(
                        recorded("r", RESIGNED, START, START, null),
                        dateOnly("b", REINSTATED, DAY_OF_START, START + 1)))
                .isEmpty();
        assertThat(departures(
                        recorded("r", RESIGNED, START, START, null),
                        recorded("b", REINSTATED, morning, START + 1, null)))
                .as("two times of day")
                .containsExactly("r 0 -");
    }

    @Test
    void takesTheDayOfThePolicysZone() {
        MembershipEvent resigned = dateOnly("r", RESIGNED, DAY_OF_START, START);
        long midnight = millis("2031-05-19T23:00:00Z");
        assertThat(departures(resigned, recorded("b", REINSTATED, midnight, START + 1, null)))
                .isEmpty();
        assertThat(departures(resigned, recorded("b", REINSTATED, midnight - 1, START + 1, null)))
                .containsExactly("r 21600000 -");
    }

    @Test
    void isReinstatedOnlyByAFeedThatRanksAsHigh() {
        MembershipEvent byHr = recorded("r", RESIGNED, START, START, " HR ");
        MembershipEvent byCrm = recorded("r", RESIGNED, START, START, "crm");
        for (String lower : new String[] {"crm", "other", null}) {
            assertThat(departures(RANKED, byHr, recorded("b", REINSTATED, START + 1, START, lower)))
                    .as("hr, %s", lower)
                    .containsExactly("r 0 -");
        }
        assertThat(departures(RANKED, byHr, recorded("b", REINSTATED, START + 1, START, "hr")))
                .containsExactly("r 0 1");
        assertThat(departures(RANKED, byCrm, recorded("b", REINSTATED, START + 1, START, "hr")))
                .containsExactly("r 0 1");
        assertThat(departures(POLICY, byHr, recorded("b", REINSTATED, START + 1, START, "crm")))
                .as("without authority any feed may")
                .containsExactly("r 0 1");
    }

    @Test
    void needsTheHighestRankOfAllSinceTheDepartureOpened() {
        MembershipEvent byOther = recorded("r", RESIGNED, START, START, "other");
        MembershipEvent byHr = recorded("e", EXPELLED, START + 10, START, "hr");
        assertThat(departures(RANKED, byOther, byHr, recorded("b", REINSTATED, START + 20, START, "crm")))
                .containsExactly("r 0 -");
        MembershipEvent openedByHr = recorded("r", RESIGNED, START, START, "hr");
        MembershipEvent thenByOther = recorded("e", EXPELLED, START + 10, START, "other");
        assertThat(departures(RANKED, openedByHr, thenByOther, recorded("b", REINSTATED, START + 20, START, "crm")))
                .containsExactly("r 0 -");
        assertThat(departures(RANKED, byOther, byHr, recorded("b", REINSTATED, START + 9, START, "crm")))
                .containsExactly("r 0 9", "e 10 -");
    }

    @Test
    void takesADayBackOnlyByAFeedThatRanksAsHigh() {
        MembershipEvent byHr = dateOnly("r", RESIGNED, DAY_OF_START, START, "hr");
        assertThat(departures(RANKED, byHr, dateOnly("b", REINSTATED, DAY_OF_START, START + 1, "crm")))
                .containsExactly("r 21600000 -");
        assertThat(departures(RANKED, byHr, dateOnly("b", REINSTATED, DAY_OF_START, START + 1, "hr")))
                .isEmpty();
    }

    @Test
    void countsOfTwoCopiesTheOneRecordedLast() {
        MembershipEvent first = recorded("r", RESIGNED, START, START, null);
        MembershipEvent later = recorded("r", RESIGNED, START, START + 1, null);
        assertThat(Timeline.supersedes(later, first)).isTrue();
        assertThat(Timeline.supersedes(first, later)).isFalse();
        assertThat(Timeline.supersedes(first, first)).isFalse();
    }
}
