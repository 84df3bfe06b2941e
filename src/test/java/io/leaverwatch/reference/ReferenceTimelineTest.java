package io.leaverwatch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.reference.ReferenceResult.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From membership events to departures. Times without an offset are British Summer Time. */
class ReferenceTimelineTest {

    private final Story story = new Story();

    @Test
    void opensAtADepartingEventAndClosesAtAReinstatement() {
        story.reinstated("r0", "2031-05-01T09:00Z")
                .resigned("d1", "2031-05-20T17:00Z")
                .membership("d2", "EXPELLED", "2031-05-20T18:00Z")
                .reinstated("r1", "2031-05-22T09:00Z")
                .reinstated("r2", "2031-05-23T09:00Z")
                .membership("d3", "LAPSED", "2031-05-24T09:00Z");
        assertThat(story.departures())
                .containsExactly("d1 [2031-05-20T17:00:00Z, 2031-05-22T09:00:00Z)", "d3 [2031-05-24T09:00:00Z, )");
    }

    @Test
    void opensAgainWhereAReinstatementAndADepartureCoincide() {
        story.resigned("d1", "2031-05-20T17:00Z")
                .reinstated("r1", "2031-05-21T09:00Z")
                .resigned("d2", "2031-05-21T09:00Z", ",'recordedAt':'2031-05-21T09:00:00.001Z'");
        assertThat(story.departures())
                .containsExactly("d1 [2031-05-20T17:00:00Z, 2031-05-21T09:00:00Z)", "d2 [2031-05-21T09:00:00Z, )");
    }

    @Test
    void isNoDepartureOfLengthZero() {
        story.resigned("d1", "2031-05-20T17:00Z").reinstated("a1", "2031-05-20T17:00Z");
        assertThat(story.departures()).isEmpty();
    }

    @Test
    void ordersEqualTimesByTheirRecordingFirst() {
        story.resigned("d1", "2031-05-20T17:00Z", ",'recordedAt':'2031-05-20T18:00Z'")
                .reinstated("r1", "2031-05-20T17:00Z", ",'recordedAt':'2031-05-20T17:59Z'");
        assertThat(story.departures()).containsExactly("d1 [2031-05-20T17:00:00Z, )");
    }

    @Test
    void opensWithTheFirstEventIdByCodePoint() {
        story.resigned("\ud83d\ude00", "2031-05-20T17:00Z").resigned("\uffee", "2031-05-20T17:00Z");
        assertThat(story.departures()).containsExactly("\uffee [2031-05-20T17:00:00Z, )");
    }

    @Test
    void leavesOutTypesThatThePolicyDoesNotLetDepart() {
        story.policy.departingTypes = List.of("EXPELLED");
        story.resigned("d1", "2031-05-20T17:00Z").membership("d2", "EXPELLED", "2031-05-21T17:00Z");
        assertThat(story.departures()).containsExactly("d2 [2031-05-21T17:00:00Z, )");
    }

    @Test
    void leavesOutWhatWasRetractedOfTheSameMember() {
        story.resigned("d1", "2031-05-20T17:00Z")
                .resigned("d2", "2031-05-21T17:00Z")
                .retracted("x1", "d1")
                .retracted("x2", "x1")
                .retracted("x3", "nothing")
                .retracted("x4", "d2", ",'memberId':'member-0001'");
        assertThat(story.departures()).containsExactly("d2 [2031-05-21T17:00:00Z, )");
    }

    @Test
    void leavesARetractedReinstatementOut() {
        story.resigned("d1", "2031-05-20T17:00Z")
                .reinstated("r1", "2031-05-21T17:00Z")
                .retracted("x1", "r1");
        assertThat(story.departures()).containsExactly("d1 [2031-05-20T17:00:00Z, )");
    }

    @Test
    void readsADateAloneTheWayThatAccusesLeast() {
        story.resigned("d1", "2031-05-20").reinstated("r1", "2031-05-23");
        assertThat(story.departures()).containsExactly("d1 [2031-05-20T23:00:00Z, 2031-05-22T23:00:00Z)");
    }

    @Test
    void opensNothingOnADayGivenTwiceWhereTheReinstatementWasRecordedLater() {
        story.resigned("d1", "2031-05-20", ",'recordedAt':'2031-05-20T10:00Z'")
                .reinstated("r1", "2031-05-20T12:00", ",'recordedAt':'2031-05-20T10:00:00.001Z'");
        assertThat(story.departures()).isEmpty();
    }

    @Test
    void opensOnADayGivenTwiceWhereTheDepartureWasRecordedLater() {
        story.resigned("d1", "2031-05-20", ",'recordedAt':'2031-05-20T10:00Z'")
                .reinstated("r1", "2031-05-20T12:00", ",'recordedAt':'2031-05-20T09:59:59.999Z'");
        assertThat(story.departures()).containsExactly("d1 [2031-05-20T23:00:00Z, )");
    }

    @Test
    void takesAMissingRecordingOfADateAsItsStartForThisComparison() {
        // Both recorded at 2031-05-19T23:00Z; e2 comes after e1, but not after e3.
        story.resigned("e1", "2031-05-20").reinstated("e2", "2031-05-20");
        assertThat(story.departures()).isEmpty();
        story.retracted("x1", "e1").resigned("e3", "2031-05-20");
        assertThat(story.departures()).containsExactly("e3 [2031-05-20T23:00:00Z, )");
    }

    @Test
    void isADayGivenTwiceOnlyWhereOneWasADateAlone() {
        story.resigned("d1", "2031-05-20T12:00").reinstated("r1", "2031-05-20T11:00", ",'recordedAt':'2031-05-21'");
        assertThat(story.departures()).containsExactly("d1 [2031-05-20T11:00:00Z, )");
        // 23:30Z on the 19th is the 20th in London.
        story.retracted("x1", "r1").reinstated("r2", "2031-05-19T23:30Z", ",'recordedAt':'2031-05-21'");
        assertThat(story.departures()).containsExactly("d1 [2031-05-20T11:00:00Z, )");
        story.retracted("x2", "r2").reinstated("r3", "2031-05-20", ",'recordedAt':'2031-05-21'");
        assertThat(story.departures()).isEmpty();
    }

    @Test
    void closesOnlyByASourceThatRanksAtLeastAsHigh() {
        story.policy.authority = List.of("hr", "Directory");
        story.resigned("d1", "2031-05-20T17:00Z", ",'source':' directory '")
                .reinstated("r1", "2031-05-21T17:00Z", ",'source':'sync'")
                .reinstated("r2", "2031-05-22T17:00Z")
                .reinstated("r3", "2031-05-23T17:00Z", ",'source':'DIRECTORY'");
        assertThat(story.departures()).containsExactly("d1 [2031-05-20T17:00:00Z, 2031-05-23T17:00:00Z)");
        story.membership("d2", "EXPELLED", "2031-05-22T18:00Z", ",'source':'hr'");
        assertThat(story.departures()).containsExactly("d1 [2031-05-20T17:00:00Z, )");
        story.reinstated("r4", "2031-05-24T17:00Z", ",'source':'HR'");
        assertThat(story.departures()).containsExactly("d1 [2031-05-20T17:00:00Z, 2031-05-24T17:00:00Z)");
    }

    @Test
    void forgetsTheRankOfAnEarlierDeparture() {
        story.policy.authority = List.of("hr");
        story.resigned("d1", "2031-05-20T17:00Z", ",'source':'hr'")
                .reinstated("r1", "2031-05-21T17:00Z", ",'source':'hr'")
                .resigned("d2", "2031-05-22T17:00Z")
                .reinstated("r2", "2031-05-23T17:00Z");
        assertThat(story.departures())
                .containsExactly(
                        "d1 [2031-05-20T17:00:00Z, 2031-05-21T17:00:00Z)",
                        "d2 [2031-05-22T17:00:00Z, 2031-05-23T17:00:00Z)");
    }

    @Test
    void heedsTheAuthorityOnADayGivenTwice() {
        story.policy.authority = List.of("hr");
        story.resigned("d1", "2031-05-20", ",'source':'hr'")
                .reinstated("r1", "2031-05-20", ",'recordedAt':'2031-05-21'");
        assertThat(story.departures()).containsExactly("d1 [2031-05-20T23:00:00Z, )");
        story.reinstated("r2", "2031-05-20", ",'recordedAt':'2031-05-21','source':'hr'");
        assertThat(story.departures()).isEmpty();
    }

    @Test
    void foldsMembersAndShowsTheSpellingOfTheDepartingEvent() {
        story.resigned("d1", "2031-05-20T17:00Z", ",'memberId':'\u00a0MEMBER-0417\t'".replace("\t", "\\t"))
                .reinstated("r1", "2031-05-21T17:00Z", ",'memberId':'Member-0417'");
        assertThat(story.departures()).containsExactly("d1 [2031-05-20T17:00:00Z, 2031-05-21T17:00:00Z)");
        assertThat(story.judge().departures().get(0).memberId()).isEqualTo("MEMBER-0417");
        assertThat(story.fates(Kind.MEMBERSHIP)).hasSize(2);
    }
}
