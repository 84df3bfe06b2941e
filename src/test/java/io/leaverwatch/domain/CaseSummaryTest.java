package io.leaverwatch.domain;

import static io.leaverwatch.domain.DomainSamples.CREATOR;
import static io.leaverwatch.domain.DomainSamples.HOUR;
import static io.leaverwatch.domain.DomainSamples.LOGIN;
import static io.leaverwatch.domain.DomainSamples.ORGANISE;
import static io.leaverwatch.domain.DomainSamples.POLICY;
import static io.leaverwatch.domain.DomainSamples.START;
import static io.leaverwatch.domain.DomainSamples.access;
import static io.leaverwatch.domain.DomainSamples.breach;
import static io.leaverwatch.domain.DomainSamples.departed;
import static io.leaverwatch.domain.DomainSamples.exempted;
import static io.leaverwatch.domain.DomainSamples.rule;
import static io.leaverwatch.domain.MembershipType.RESIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.DepartureRecord.Finding;
import io.leaverwatch.domain.DepartureRecord.Seen;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A departure's alerts, in one incident and one record. */
class CaseSummaryTest {
    private static final Departure DEPARTED = departed(RESIGNED);
    private static final long AT = START + HOUR;
    private static final AccessEvent VIEW = access("a", AT);
    private static final AccessEvent EXPORT =
            access("b", AT + 1, false, ORGANISE, "Office", "EXPORT", Outcome.SUCCESS, 7);
    private static final AccessEvent DENIED =
            access("c", AT + 2, false, CREATOR, "FERN@example.org", "LOGIN", Outcome.DENIED, -1);

    private static Alert alert(String rule, Fact... facts) {
        return Alerts.of(rule(POLICY, rule), DEPARTED, Arrays.asList(facts), POLICY);
    }

    private static CaseReport report(long successes, long attempts, long exempted) {
        Seen seen = Seen.of(VIEW);
        return new CaseReport(
                DEPARTED,
                successes,
                attempts,
                exempted,
                BigInteger.TEN,
                List.of(LOGIN),
                seen,
                seen,
                List.of(seen),
                false);
    }

    @Test
    void sumsUpOpenAlertsAndEachAccessOnce() {
        Incident incident = CaseSummary.incident(
                report(2, 1, 0),
                List.of(
                        alert("post-departure-attempt", breach(DENIED)),
                        alert("post-departure-access", breach(VIEW)),
                        alert("post-departure-access", breach(EXPORT)),
                        alert("cross-system", breach(VIEW), breach(EXPORT))));
        assertThat(incident.status()).isEqualTo(Alert.Status.OPEN);
        assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(incident.alertCount()).isEqualTo(4);
        assertThat(incident.accessCount()).isEqualTo(3);
        assertThat(incident.firstSeen()).isEqualTo(AT);
        assertThat(incident.lastSeen()).isEqualTo(AT + 2);
        assertThat(incident.systems()).containsExactly(CREATOR, ORGANISE);
        assertThat(incident.credentials())
                .as("each credential in one spelling")
                .containsExactly("FERN@example.org", "Office");
        assertThat(incident.ruleIds())
                .containsExactly("cross-system", "post-departure-access", "post-departure-attempt");
        assertThat(incident.recordsAffected()).isEqualTo(10);
    }

    @Test
    void leavesOutWhatIsNotOpen() {
        Alert open = alert("post-departure-attempt", breach(DENIED));
        Alert allowed = alert("post-departure-access", exempted(EXPORT));
        Alert gone = Alerts.withdrawn(alert("post-departure-access", breach(VIEW)), "because");
        Incident incident = CaseSummary.incident(report(0, 1, 1), List.of(allowed, open, gone));
        assertThat(incident.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(incident.alertCount()).isOne();
        assertThat(incident.accessCount()).isOne();
        assertThat(incident.firstSeen()).isEqualTo(incident.lastSeen()).isEqualTo(AT + 2);
        assertThat(incident.ruleIds()).containsExactly("post-departure-attempt");
    }

    @Test
    void isWithdrawnWhereNothingIsOpenAnyMore() {
        Incident incident =
                CaseSummary.incident(report(0, 0, 1), List.of(alert("post-departure-access", exempted(EXPORT))));
        assertThat(incident.status()).isEqualTo(Alert.Status.WITHDRAWN);
        assertThat(incident.severity()).isNull();
        assertThat(incident.alertCount()).isZero();
        assertThat(incident.accessCount()).isZero();
        assertThat(incident.systems()).isEmpty();
    }

    @Test
    void hasIdsOfMemberAndDepartureAlone() {
        Incident none = CaseSummary.incident(report(0, 0, 0), List.of());
        Incident some = CaseSummary.incident(report(1, 0, 0), List.of(alert("post-departure-access", breach(VIEW))));
        assertThat(some.incidentId()).isEqualTo(none.incidentId());
        assertThat(CaseSummary.departureRecord(report(0, 0, 0), List.of()).departureId())
                .isEqualTo(
                        CaseSummary.departureRecord(report(1, 0, 0), List.of()).departureId())
                .isNotEqualTo(none.incidentId());
    }

    @Test
    void recordsOpenAlertsByRuleAndWhatWasSeen() {
        DepartureRecord record = CaseSummary.departureRecord(
                report(1, 0, 1),
                List.of(
                        alert("post-departure-access", breach(VIEW)),
                        alert("post-departure-access", breach(EXPORT)),
                        alert("post-departure-attempt", exempted(DENIED))));
        assertThat(record.alertCounts()).hasSize(1).containsEntry("post-departure-access", 2);
        assertThat(record.credentials()).containsExactly(LOGIN);
        assertThat(record.lastAccessBefore()).isEqualTo(Seen.of(VIEW));
        assertThat(record.inDoubt()).containsExactly(Seen.of(VIEW));
        assertThat(record.isWithdrawn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, NONE_FOUND",
        "0, 0, 1, EXEMPTED_ONLY",
        "0, 1, 0, ATTEMPTED_ONLY",
        "0, 1, 1, ATTEMPTED_ONLY",
        "1, 0, 0, BREACHED",
        "1, 1, 1, BREACHED"
    })
    void findsTheGravest(long successes, long attempts, long exempted, Finding finding) {
        CaseReport report = report(successes, attempts, exempted);
        assertThat(CaseSummary.departureRecord(report, List.of()).finding()).isEqualTo(finding);
    }

    @Test
    void findsABreachThatNoRuleMakesAnAlertOf() {
        DepartureRecord record = CaseSummary.departureRecord(report(1, 0, 0), List.of());
        assertThat(record.finding()).isEqualTo(Finding.BREACHED);
        assertThat(record.alertCounts()).isEmpty();
    }
}
