package io.leaverwatch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How often rules of the user's own arise in random histories, and match: else a comparison with them could not fail. */
class RandomOwnRulesTest {

    private static final int SEEDS = 300;
    private static final int LEAST_PERCENT = 30;
    private static final int LEAST_OF_SEVERAL_AT_ONCE = 5;

    @Test
    void matchOftenInEachForm() {
        Map<String, Integer> declared = new TreeMap<>();
        Map<String, Integer> matched = new TreeMap<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomHistory history = RandomHistory.of(seed);
            Set<String> found = new HashSet<>();
            ReferenceModel.judge(history.inputs(), history.policy()).alerts().forEach(a -> found.add(a.ruleId()));
            for (ReferenceOwnRule rule : history.policy().ownRules) {
                String form = form(rule);
                declared.merge(form, 1, Integer::sum);
                matched.merge(form, found.contains(rule.id) ? 1 : 0, Integer::sum);
            }
        }
        System.out.println("own rules of random histories: declared " + declared + ", matched " + matched);
        assertThat(declared).containsOnlyKeys(RandomOwnRules.FORMS);
        for (String form : RandomOwnRules.FORMS) {
            assertThat(100 * matched.get(form) / declared.get(form))
                    .as("%s, of %d declared", form, declared.get(form))
                    .isGreaterThanOrEqualTo(LEAST_PERCENT);
        }
    }

    /** Where several attempts are complete with one access, one of them has to be chosen. */
    @Test
    void haveSeveralAttemptsThatEndAtOnce() {
        Map<String, Integer> atOnce = new TreeMap<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomHistory history = RandomHistory.of(seed);
            for (ReferenceOwnRule rule : history.policy().ownRules) {
                String form = form(rule);
                if (form.startsWith("relaxed")) {
                    rule.once = false;
                    rule.overlapping = true;
                    if (hasSeveralAtOnce(history, rule)) {
                        atOnce.merge(form, 1, Integer::sum);
                    }
                }
            }
        }
        System.out.println("own rules of which several attempts end at once: " + atOnce);
        for (String form : List.of("relaxed", "relaxed-once", "relaxed-overlapping")) {
            assertThat(atOnce.getOrDefault(form, 0)).as(form).isGreaterThanOrEqualTo(LEAST_OF_SEVERAL_AT_ONCE);
        }
    }

    private static boolean hasSeveralAtOnce(RandomHistory history, ReferenceOwnRule rule) {
        Set<List<Object>> ends = new HashSet<>();
        for (ReferenceResult.Alert alert :
                ReferenceModel.judge(history.inputs(), history.policy()).alerts()) {
            ReferenceResult.AccessRef last =
                    alert.accesses().get(alert.accesses().size() - 1);
            if (alert.ruleId().equals(rule.id)
                    && !ends.add(List.of(
                            WhiteSpace.key(alert.memberId()), alert.departure().eventId(), last))) {
                return true;
            }
        }
        return false;
    }

    private static String form(ReferenceOwnRule rule) {
        return rule.id.substring(rule.id.indexOf('-', rule.id.indexOf('-') + 1) + 1);
    }
}
