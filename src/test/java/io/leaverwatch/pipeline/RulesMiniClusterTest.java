package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.testkit.TestCluster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rules that users declare, and very many accesses, through the whole graph. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesMiniClusterTest {
    private static final long MINUTE = 60_000;

    private MiniCluster cluster;
    private int runs;

    @BeforeAll
    void startCluster() throws Exception {
        cluster = TestCluster.start(2);
    }

    @AfterAll
    void stopCluster() throws Exception {
        cluster.close();
    }

    @Test
    void relaxedSequenceTakesTheNextThatFits() throws Exception {
        String rule = "{id: denial-then-two, severity: HIGH, window: PT1H, sequence: "
                + "[{outcome: DENIED}, {outcome: SUCCESS, times: 2}]}";
        // D1 S2 E3 S4 fits; S5 needs a denial of its own; D6 S7 and S8 is too late.
        List<AccessEvent> accesses = List.of(
                at(1, 0, Outcome.DENIED),
                at(2, 1, Outcome.SUCCESS),
                at(3, 2, Outcome.ERROR),
                at(4, 3, Outcome.SUCCESS),
                at(5, 4, Outcome.SUCCESS),
                at(6, 10, Outcome.DENIED),
                at(7, 11, Outcome.SUCCESS),
                at(8, 70, Outcome.SUCCESS));
        assertThat(alerts(rule, accesses, "denial-then-two")).containsExactly("1 2 4");
    }

    @Test
    void overlappingRuleGivesEveryMatch() throws Exception {
        String rule = "{id: pairs, contiguous: true, overlapping: true, window: PT1H, sequence: [{times: 2}]}";
        List<AccessEvent> accesses =
                List.of(at(1, 0, Outcome.SUCCESS), at(2, 1, Outcome.SUCCESS), at(3, 2, Outcome.SUCCESS));
        assertThat(alerts(rule, accesses, "pairs")).containsExactly("1 2", "2 3");
    }

    @Test
    void contiguousRuleLooksOnlyAtWhatItIsOver() throws Exception {
        String rule = "{id: two-denials, contiguous: true, over: {outcome: DENIED}, window: PT1H, "
                + "sequence: [{times: 2}]}";
        List<AccessEvent> accesses =
                List.of(at(1, 0, Outcome.DENIED), at(2, 1, Outcome.SUCCESS), at(3, 2, Outcome.DENIED));
        assertThat(alerts(rule, accesses, "two-denials")).containsExactly("1 3");
    }

    @Test
    void hundredThousandAccessesByOneLeaverEachGiveTheirAlertInAnyOrder() throws Exception {
        int count = 100_000;
        List<AccessEvent> accesses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            accesses.add(0, Samples.access(i, Samples.RESIGNED_AT + i * MINUTE));
        }
        Map<String, Integer> byRule = new TreeMap<>();
        for (Verdict verdict : run("", accesses)) {
            if (verdict.alert() != null && verdict.alert().status() == Alert.Status.OPEN) {
                byRule.merge(verdict.alert().ruleId(), 1, Integer::sum);
            }
        }
        assertThat(byRule).containsExactly(Map.entry("post-departure-access", count));
    }

    private static AccessEvent at(int number, long minute, Outcome outcome) {
        return Samples.access(number, Samples.RESIGNED_AT + minute * MINUTE, outcome);
    }

    /** The open alerts of a rule, each as the numbers of its accesses. */
    private List<String> alerts(String rule, List<AccessEvent> accesses, String ruleId) throws Exception {
        return run("rules: [" + rule + "]", accesses).stream()
                .map(Verdict::alert)
                .filter(a -> a != null && a.ruleId().equals(ruleId) && a.status() == Alert.Status.OPEN)
                .map(a -> String.join(
                        " ",
                        a.accesses().stream()
                                .map(x -> x.eventId().replaceFirst("a-0*", ""))
                                .toList()))
                .sorted()
                .toList();
    }

    private List<Verdict> run(String policyText, List<AccessEvent> accesses) throws Exception {
        Policy policy = PolicyReader.read("policy.yaml", policyText.getBytes(StandardCharsets.UTF_8));
        List<FedEvent> events = new ArrayList<>();
        accesses.forEach(a -> events.add(new FedEvent(null, null, a)));
        events.add(new FedEvent(null, Samples.link(), null));
        events.add(new FedEvent(Samples.resigned(), null, null));
        GraphRun run = new GraphRun("rules-" + runs++, policy, PipelineMode.replay(), 2, false);
        cluster.executeJobBlocking(run.job(events, Set.of(), Feed.TO_THE_END, null));
        List<Verdict> verdicts = run.verdicts();
        CollectingSink.forget(run.id());
        return verdicts;
    }
}
