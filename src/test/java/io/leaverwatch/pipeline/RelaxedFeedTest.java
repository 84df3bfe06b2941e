package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Readiness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A case that grows by one fact after the other tells each relaxed rule what one that is told at once tells it, in order. */
class RelaxedFeedTest {
    private static final Policy POLICY = PolicyReader.read("policy.yaml", """
            rules:
              - {id: denied-twice, window: PT1M, sequence: [{outcome: DENIED}, {outcome: DENIED}]}
              - {id: in-and-out, window: PT1M, sequence: [{outcome: SUCCESS}, {outcome: [DENIED, ERROR]}, {outcome: SUCCESS}]}
              - {id: first-error, window: PT1M, once: true, sequence: [{outcome: SUCCESS}, {outcome: ERROR}]}
            """.getBytes(StandardCharsets.UTF_8));
    private static final Readiness READINESS = new Readiness(POLICY);
    private static final long ALL = (1L << POLICY.enabledRules().size()) - 1;
    private static final long PLAIN = ALL & ~READINESS.relaxed();

    private static List<Fact> facts(Random random, int count) {
        List<Fact> facts = new ArrayList<>();
        long at = Samples.RESIGNED_AT;
        for (int i = 0; i < count; i++) {
            at += 1_000L * random.nextInt(25);
            Outcome outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
            facts.add(Samples.breach(Samples.access(i, at, outcome)));
        }
        return facts;
    }

    /** What each rule is told, by rule; each fact without one. */
    private static List<List<String>> byRule(List<RelaxedFeed.Told> told) {
        List<List<String>> byRule = new ArrayList<>();
        for (long left = READINESS.relaxed(); left != 0; left &= left - 1) {
            long rule = Long.lowestOneBit(left);
            byRule.add(told.stream()
                    .filter(one -> (one.armed() & rule) != 0)
                    .map(one -> one.fact().access().eventId())
                    .toList());
        }
        return byRule;
    }

    private static List<RelaxedFeed.Told> atOnce(RelaxedFeed feed, List<Fact> facts) {
        long[] armed = feed.ofRevision(Samples.CASE, 1, facts, ALL, Samples.RESIGNED_AT);
        List<RelaxedFeed.Told> told = new ArrayList<>();
        for (int i = 0; i < armed.length; i++) {
            told.add(new RelaxedFeed.Told(facts.get(i), armed[i]));
        }
        return told;
    }

    @Test
    void tellsTheSameInPartsAndAtOnce() throws Exception {
        int told = 0;
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Fact> facts = facts(random, 1 + random.nextInt(30));
            List<List<String>> expected = byRule(atOnce(new RelaxedFeed(READINESS, PipelineMode.live()), facts));

            int before = random.nextInt(facts.size());
            RelaxedFeed feed = new RelaxedFeed(READINESS, PipelineMode.live());
            List<RelaxedFeed.Told> parts = atOnce(feed, facts.subList(0, before));
            for (int i = before; i < facts.size(); i++) {
                if (random.nextInt(4) == 0) {
                    // As after a restore, or where other cases have grown meanwhile.
                    feed = new RelaxedFeed(READINESS, PipelineMode.live());
                }
                List<Fact> all = facts.subList(0, i + 1);
                List<RelaxedFeed.Told> one =
                        feed.ofAppended(Samples.CASE, 1, facts.get(i), ALL, Samples.RESIGNED_AT, () -> all);
                assertThat(one.stream().filter(t -> (t.armed() & PLAIN) != 0))
                        .singleElement()
                        .satisfies(last -> assertThat(last.armed() & PLAIN).isEqualTo(PLAIN));
                assertThat(one.get(one.size() - 1).fact()).isSameAs(facts.get(i));
                parts.addAll(one);
            }
            assertThat(byRule(parts)).as("seed %d", seed).isEqualTo(expected);
            told += expected.stream().mapToInt(List::size).sum();
        }
        assertThat(told).isGreaterThan(3_000);
    }

    @Test
    void keepsNoMoreThanTheCasesThatGrewLast() throws Exception {
        RecentAttempts recent = new RecentAttempts();
        List<Fact> facts = facts(new Random(1), 20);
        recent.put("without a fact", 1, READINESS.noAttempts(Samples.RESIGNED_AT));
        assertThat(recent.take("without a fact", 1)).isNull();
        int each = 0;
        for (int i = 0; i < 5_000; i++) {
            var attempts = READINESS.noAttempts(Samples.RESIGNED_AT);
            facts.forEach(attempts::add);
            each = attempts.size();
            recent.put("case " + i, 1, attempts);
        }
        int kept = 100_000 / each;
        assertThat(recent.take("case " + (4_999 - kept), 1))
                .as("100,000 facts are kept")
                .isNull();
        assertThat(recent.take("case " + (5_001 - kept), 1)).isNotNull();
        assertThat(recent.take("case 4998", 2)).as("of another revision").isNull();
        assertThat(recent.take("case 4999", 1)).isNotNull();
        assertThat(recent.take("case 4999", 1)).isNull();
    }
}
