package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.CredentialView;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.Judgement;
import io.leaverwatch.domain.MemberView;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The times that are passed over without reading their accesses are those at which no access is judged to matter. */
class JudgedTimesTest {
    private static final Policy POLICY = PolicyReader.defaults();
    private static final long END = Samples.RESIGNED_AT + Duration.ofDays(3).toMillis();

    @ParameterizedTest
    @CsvSource({
        "-P14DT0.001S, false", // one millisecond before what pre-departure-harvest looks at
        "-P14D, true",
        "-PT0.001S, true",
        "PT0S, true",
        "P2DT23H59M59.999S, true",
        "P3D, false", // the reinstatement
        "P9D, false"
    })
    void reachesWhatIsJudged(Duration sinceDeparture, boolean matters) {
        Departure departure = new Departure(Samples.resigned(), Samples.RESIGNED_AT, END, Samples.reinstated(END));
        MemberView member = new MemberView(List.of(Samples.link()), List.of(departure));
        CredentialView view = new CredentialView(Samples.LOGIN, Map.of(Samples.MEMBER, member), POLICY);
        AccessEvent export = export(Samples.RESIGNED_AT + sinceDeparture.toMillis());

        assertThat(view.judge(export, Long.MAX_VALUE).isEmpty()).isEqualTo(!matters);
        assertThat(view.reaches(export.occurredAt(), Judgement.reachBefore(POLICY)))
                .isEqualTo(matters);
    }

    private static AccessEvent export(long occurredAt) {
        AccessEvent view = Samples.access(1, occurredAt, Outcome.SUCCESS);
        return new AccessEvent(
                view.eventId(),
                occurredAt,
                false,
                view.system(),
                view.credentialId(),
                "EXPORT",
                Outcome.SUCCESS,
                null,
                20_000,
                view.origin(),
                view.raw());
    }
}
