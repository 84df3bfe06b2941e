package io.leaverwatch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.reference.ReferenceOwnRule.Filter;
import io.leaverwatch.reference.ReferenceOwnRule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules of the user's own in the reference model. */
class ReferenceOwnRulesTest {

    private final Story story = new Story().resigned("d1", "2031-05-20T17:00Z").link();
    private final ReferenceOwnRule rule = new ReferenceOwnRule("own");

    private static Filter outcome(String... outcomes) {
        return new Filter(List.of(outcomes), null, null);
    }

    private static Step step(Filter filter, String times) {
        return new Step(filter, false, times);
    }

    private static Step action(String action) {
        return step(new Filter(null, List.of(action), null), null);
    }

    private void access(String eventId, String time, String action) {
        story.access(eventId, "2031-05-21T" + time + "Z", ",'action':'" + action + "'");
    }

    private List<String> matches() {
        story.policy.ownRules = List.of(rule);
        return story.judge().alerts().stream()
                .filter(a -> a.ruleId().equals("own"))
                .map(a -> a.accesses().stream()
                        .map(ReferenceResult.AccessRef::eventId)
                        .toList()
                        .toString())
                .toList();
    }

    @Test
    void keepsAttemptsApartUnlessTheyMayOverlap() {
        rule.window = Duration.ofHours(1);
        rule.sequence = List.of(action("EXPORT"), action("DELETE"));
        access("a1", "08:00", "EXPORT");
        access("a2", "08:10", "EXPORT");
        access("a3", "08:20", "DELETE");
        access("a4", "08:30", "DELETE");
        access("a5", "09:00", "EXPORT");
        access("a6", "10:00", "DELETE");
        assertThat(matches()).containsExactly("[a1, a3]");
        rule.overlapping = true;
        assertThat(matches()).containsExactly("[a1, a3]", "[a2, a3]");
        rule.contiguous = true;
        assertThat(matches()).containsExactly("[a2, a3]");
    }

    @Test
    void endsAnAttemptWithItsWindowAndTakesALaterOne() {
        rule.window = Duration.ofMinutes(30);
        rule.sequence = List.of(action("EXPORT"), action("VIEW"), action("DELETE"));
        access("a1", "08:00", "EXPORT");
        access("a2", "08:10", "EXPORT");
        access("a3", "08:20", "VIEW");
        access("a4", "08:25", "VIEW");
        access("a5", "08:30", "DELETE");
        assertThat(matches()).containsExactly("[a2, a3, a5]");
        rule.once = true;
        assertThat(matches()).containsExactly("[a2, a3, a5]");
    }

    @Test
    void wantsAnotherSystemThanThatOfTheAccessBefore() {
        rule.window = Duration.ofMinutes(30);
        rule.overlapping = true;
        rule.sequence = List.of(step(Filter.ALL, null), new Step(Filter.ALL, true, null));
        access("a1", "08:00", "VIEW");
        access("a2", "08:10", "VIEW");
        story.access("a3", "2031-05-21T08:20Z", ",'system':'Organise'");
        assertThat(matches()).containsExactly("[a1, a3]", "[a2, a3]");
        rule.contiguous = true;
        assertThat(matches()).containsExactly("[a2, a3]");
    }

    @Test
    void seesExemptedBreachesWithASingleAccessOnly() {
        story.policy.exemptions = List.of(
                new ReferencePolicy.Exemption("member-0417", null, null, null, "2031-05-21T08:05Z", "handover", null));
        access("a1", "08:00", "EXPORT");
        access("a2", "08:10", "EXPORT");
        rule.sequence = List.of(action("export"));
        assertThat(matches()).containsExactly("[a1]", "[a2]");
        assertThat(story.alertsOf("own"))
                .containsExactly("own MEDIUM EXEMPTED d1 [a1] []", "own MEDIUM OPEN d1 [a2] []");
        rule.window = Duration.ofHours(1);
        rule.sequence = List.of(step(Filter.ALL, "2"));
        assertThat(matches()).isEmpty();
    }

    @Test
    void countsAccessesAndRecordsBeforeTheDeparture() {
        rule.before = true;
        rule.window = Duration.ofHours(1);
        rule.records = 10L;
        rule.sequence = List.of(step(outcome("DENIED"), "2"));
        story.access("a1", "2031-05-20T15:59:59.999Z", ",'outcome':'DENIED','recordsAffected':10")
                .access("a2", "2031-05-20T16:00Z", ",'outcome':'DENIED'")
                .access("a3", "2031-05-20T16:59:59.999Z", ",'outcome':'DENIED','recordsAffected':9")
                .access("a4", "2031-05-20T17:00Z", ",'outcome':'DENIED','recordsAffected':9");
        assertThat(matches()).isEmpty();
        story.access("a5", "2031-05-20T16:30Z", ",'outcome':'DENIED','recordsAffected':1");
        assertThat(matches()).containsExactly("[a2, a5, a3]");
    }

    /** The default rules said again as rules of the user's own find the same. */
    @Test
    void saysTheDefaultRulesAgain() {
        for (long seed = 0; seed < 200; seed++) {
            RandomHistory history = RandomHistory.of(seed);
            history.policy().ownRules = again(history.policy());
            Map<String, List<String>> byRule = new HashMap<>();
            for (ReferenceResult.Alert alert :
                    ReferenceModel.judge(history.inputs(), history.policy()).alerts()) {
                String said = alert.toString().replace("ruleId=again-", "ruleId=");
                byRule.computeIfAbsent(alert.ruleId(), k -> new ArrayList<>()).add(said);
            }
            for (String id : ReferencePolicy.RULE_IDS) {
                assertThat(byRule.getOrDefault("again-" + id, List.of()))
                        .as("%s %s", history, id)
                        .containsExactlyInAnyOrderElementsOf(byRule.getOrDefault(id, List.of()));
            }
        }
    }

    private static List<ReferenceOwnRule> again(ReferencePolicy policy) {
        ReferenceOwnRule access = again(policy, "post-departure-access", "byAction", step(outcome("SUCCESS"), null));
        ReferenceOwnRule attempt =
                again(policy, "post-departure-attempt", "MEDIUM", step(outcome("DENIED", "ERROR"), null));
        ReferenceOwnRule burst = again(policy, "post-departure-burst", "CRITICAL", step(Filter.ALL, "$count"));
        ReferenceOwnRule denied = again(
                policy,
                "denied-then-success",
                "CRITICAL",
                step(outcome("DENIED"), "$denials"),
                step(outcome("SUCCESS"), null));
        ReferenceOwnRule cross =
                again(policy, "cross-system", "HIGH", step(Filter.ALL, null), new Step(Filter.ALL, true, null));
        ReferenceOwnRule harvest = again(policy, "pre-departure-harvest", "HIGH", step(Filter.ALL, "1"));
        for (ReferenceOwnRule one : List.of(burst, denied, cross)) {
            one.contiguous = true;
        }
        cross.once = true;
        cross.over = outcome("SUCCESS");
        harvest.before = true;
        harvest.over = new Filter(List.of("SUCCESS"), List.of("EXPORT"), null);
        return List.of(access, attempt, burst, denied, cross, harvest);
    }

    private static ReferenceOwnRule again(ReferencePolicy policy, String id, String severity, Step... steps) {
        ReferencePolicy.Rule known = policy.rule(id);
        ReferenceOwnRule rule = new ReferenceOwnRule("again-" + id);
        rule.enabled = known.enabled;
        rule.severity = known.severity == null ? severity : known.severity;
        rule.window = known.window;
        rule.count = known.count;
        rule.denials = known.denials;
        rule.records = known.records;
        rule.sequence = Arrays.asList(steps);
        return rule;
    }
}
