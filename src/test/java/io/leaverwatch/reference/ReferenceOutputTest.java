package io.leaverwatch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.reference.ReferenceResult.DepartureRecord;
import io.leaverwatch.reference.ReferenceResult.Fate;
import io.leaverwatch.reference.ReferenceResult.Incident;
import io.leaverwatch.reference.ReferenceResult.Kind;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes out: evidence, incidents, departure records, the fates of lines. */
class ReferenceOutputTest {

    private final Story story = new Story();

    private DepartureRecord record() {
        List<DepartureRecord> records = story.judge().departures();
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private Incident incident() {
        List<Incident> incidents = story.judge().incidents();
        assertThat(incidents).hasSize(1);
        return incidents.get(0);
    }

    @Test
    void namesEveryEventThatAnAlertRestsOn() {
        story.resigned("d0", "2031-05-01T17:00Z")
                .reinstated("r0", "2031-05-02T17:00Z")
                .resigned("d1", "2031-05-20T17:00Z")
                .reinstated("r1", "2031-05-22T17:00Z")
                .link(",'validUntil':'2031-05-19T17:00Z'")
                .link()
                .access("a1", "2031-05-21T08:15Z");
        ReferenceResult.Alert alert = story.judge().alerts().get(0);
        assertThat(alert.evidence().stream()
                        .map(e -> e.kind() + " " + e.eventId() + " " + e.source() + " " + e.position())
                        .sorted()
                        .toList())
                .containsExactly(
                        "access a1 accesses.ndjson 0",
                        "link null credentials.ndjson 94",
                        "membership d1 memberships.ndjson 190",
                        "membership r1 memberships.ndjson 284");
        assertThat(alert.evidence().stream()
                        .filter(e -> e.kind().equals("access"))
                        .findFirst()
                        .orElseThrow()
                        .sha256())
                .isEqualTo("b21943c68a1314de6f0b9506a5e0f2c32ffcfbdec0ed35b0642840c6fb303530");
        assertThat(alert.sinceDeparture()).isEqualTo(Duration.parse("PT15H15M"));
        assertThat(alert.departure().until()).hasToString("2031-05-22T17:00:00Z");
        assertThat(story.fates(Kind.MEMBERSHIP))
                .containsExactly(Fate.CONSIDERED, Fate.CONSIDERED, Fate.EVIDENCE, Fate.EVIDENCE);
        assertThat(story.fates(Kind.CREDENTIAL)).containsExactly(Fate.CONSIDERED, Fate.EVIDENCE);
    }

    @Test
    void sumsUpAnIncident() {
        story.policy.exemptions = List.of(new ReferencePolicy.Exemption(
                null, "fern@example.org", null, null, "2031-05-20T18:00Z", "handover", null));
        story.resigned("d1", "2031-05-20T17:00Z")
                .link()
                .access("a0", "2031-05-19T08:00Z", ",'action':'EXPORT','recordsAffected':20000")
                .access("a1", "2031-05-20T17:30Z", ",'recordsAffected':7")
                .access("a2", "2031-05-21T08:00Z", ",'recordsAffected':40")
                .access(
                        "a3",
                        "2031-05-21T08:10Z",
                        ",'system':'Organise','recordsAffected':2,'credentialId':'FERN@example.org'")
                .access("a4", "2031-05-21T08:20Z", ",'outcome':'DENIED','recordsAffected':1000")
                .access("a5", "2031-05-21T08:15Z", ",'credentialId':'member-0417'");
        Incident incident = incident();
        assertThat(incident.severity()).isEqualTo("HIGH");
        // The harvest, a2, a3, a4, a5, and a2 with a3 across systems.
        assertThat(incident.alertCount()).isEqualTo(6);
        assertThat(incident.accessCount()).isEqualTo(5);
        assertThat(incident.firstSeen()).hasToString("2031-05-19T08:00:00Z");
        assertThat(incident.lastSeen()).hasToString("2031-05-21T08:20:00Z");
        assertThat(incident.systems()).containsExactly("Contact Creator", "Organise");
        assertThat(incident.credentialKeys()).containsExactly("fern@example.org", "member-0417");
        assertThat(incident.recordsAffected()).isEqualTo(BigInteger.valueOf(42));
        assertThat(incident.ruleIds())
                .containsExactly(
                        "cross-system", "post-departure-access", "post-departure-attempt", "pre-departure-harvest");
        assertThat(record().alertCounts())
                .isEqualTo(Map.of(
                        "cross-system", 1,
                        "post-departure-access", 3,
                        "post-departure-attempt", 1,
                        "pre-departure-harvest", 1));
    }

    @Test
    void hasNoIncidentWhereNothingIsOpen() {
        story.policy.exemptions = List.of(
                new ReferencePolicy.Exemption("member-0417", null, null, "2031-05-21", "2031-05-21", "handover", null));
        story.resigned("d1", "2031-05-20T17:00Z").link().access("a1", "2031-05-21T22:59:59.999Z");
        assertThat(story.judge().incidents()).isEmpty();
        assertThat(record().finding()).isEqualTo("EXEMPTED_ONLY");
        assertThat(record().alertCounts()).isEmpty();
        story.access("a2", "2031-05-21T23:00Z", ",'outcome':'ERROR'");
        assertThat(record().finding()).isEqualTo("ATTEMPTED_ONLY");
    }

    @Test
    void recordsADepartureInWhichNothingWasFound() {
        story.resigned("d1", "2031-05-20T17:00Z")
                .reinstated("r1", "2031-05-22T17:00Z")
                .link(",'validUntil':'2031-05-20T17:00Z'")
                .linkLine(
                        Story.json(
                                "{'credentialId':'Elm@example.org','memberId':'member-0417','validFrom':'2031-05-22T16:59:59.999Z'}"))
                .linkLine(Story.json(
                        "{'credentialId':'oak@example.org','memberId':'member-0417','validFrom':'2031-05-22T17:00Z'}"))
                .linkLine(Story.json(
                        "{'credentialId':'ash@example.org','memberId':'member-0417','validUntil':'2031-05-01'}"))
                .linkLine(Story.json(
                        "{'credentialId':'ash@example.org','memberId':'member-0001','validFrom':'2031-05-10'}"))
                .access("a1", "2031-05-20T16:00Z", ",'outcome':'DENIED'")
                .access("a2", "2031-05-20T15:00Z")
                .access("a3", "2031-05-22T17:00Z")
                .access("a4", "2031-05-20T16:30Z", ",'system':'Other'");
        DepartureRecord record = record();
        assertThat(record.finding()).isEqualTo("NONE_FOUND");
        assertThat(record.credentialKeys()).containsExactly("elm@example.org", "fern@example.org");
        assertThat(record.lastAccessBefore().occurredAt()).hasToString("2031-05-20T16:00:00Z");
        assertThat(record.firstAccessAfter()).isNull();
        assertThat(record.inDoubt()).isEmpty();
        story.access("a5", "2031-05-20T17:00Z", ",'credentialId':'MEMBER-0417'");
        assertThat(record().credentialKeys()).containsExactly("elm@example.org", "fern@example.org", "member-0417");
        assertThat(record().firstAccessAfter().occurredAt()).hasToString("2031-05-20T17:00:00Z");
    }

    @Test
    void listsTheAccessesOfADayInDoubt() {
        story.resigned("d1", "2031-05-20")
                .link()
                .access("a3", "2031-05-20T22:59:59.999Z")
                .access("a2", "2031-05-19T23:00Z")
                .access("a1", "2031-05-19T22:59:59.999Z")
                .access("a5", "2031-05-20T12:00Z", ",'outcome':'DENIED'")
                .access("a4", "2031-05-20T12:00Z");
        assertThat(record().inDoubt())
                .extracting(ReferenceResult.AccessRef::eventId)
                .containsExactly("a2", "a4", "a5", "a3");
        assertThat(story.alerts()).isEmpty();
    }

    @Test
    void countsALinesFateAndWhetherALeaverCanHoldItsCredential() {
        story.resigned("d1", "2031-05-20T17:00Z")
                .link(",'validFrom':'2031-05-21'")
                .link(",'memberId':'member-0001','validUntil':'2031-05-21'")
                .access("a1", "2031-05-19T08:00Z")
                .access("a2", "2031-05-21T08:00Z")
                .access("a3", "2031-05-21T08:00Z", ",'credentialId':'elm@example.org'")
                .access("a4", "2031-05-21T08:00Z", ",'system':'Other'")
                .accessLine(" ");
        assertThat(story.fates(Kind.ACCESS))
                .containsExactly(Fate.CONSIDERED, Fate.EVIDENCE, Fate.NOT_CONCERNED, Fate.NOT_CONCERNED, Fate.BLANK);
        ReferenceResult result = story.judge();
        assertThat(result.leaversLines()).isEqualTo(2);
        assertThat(result.lines().stream()
                        .filter(ReferenceResult.Line::attributedToLeaver)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void writesAPolicyAsJson() throws Exception {
        assertThat(story.policy.toJson(false)).isEqualTo("{}");
        story.policy.grace = Duration.ofMinutes(5);
        story.policy.rule("post-departure-burst").count = 3;
        story.policy.rule("cross-system").enabled = false;
        assertThat(story.policy.toJson(false))
                .isEqualTo("{\"grace\": \"PT5M\", \"rules\": [{\"id\": \"post-departure-burst\", \"count\": 3},"
                        + " {\"id\": \"cross-system\", \"enabled\": false}]}");
        for (long seed = 0; seed < 50; seed++) {
            ReferencePolicy policy = RandomHistory.of(seed).policy();
            assertThat(ReferenceJson.read(policy.toJson(true))).isInstanceOf(Map.class);
            assertThat(ReferenceJson.read(policy.toJson(false))).isInstanceOf(Map.class);
        }
    }
}
