package io.leaverwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.Names;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Rule;
import io.leaverwatch.reference.RandomHistory;
import io.leaverwatch.reference.ReferencePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies that the reference model wrote at random. To see one again: the seed in the failure's description. */
class RandomPoliciesTest {
    private static final int MANY = 60;

    @Test
    void readsWhatTheReferenceModelWrites() {
        for (long seed = 0; seed < MANY; seed++) {
            ReferencePolicy written = RandomHistory.of(seed).policy();
            Policy read = PolicyReaderTest.policy(written.toJson(false));
            assertThat(read.zone()).as("seed %d", seed).isEqualTo(written.zone);
            assertThat(read.graceMillis()).as("seed %d", seed).isEqualTo(written.grace.toMillis());
            assertThat(read.exemptions()).as("seed %d", seed).hasSameSizeAs(written.exemptions);
            assertThat(read.authority())
                    .as("seed %d", seed)
                    .isEqualTo(written.authority.stream().map(Names::key).toList());
            List<String> own = written.ownRules.stream().map(rule -> rule.id).toList();
            assertThat(read.rules()).as("seed %d", seed).extracting(Rule::id).containsAll(own);
            for (Rule rule : read.rules()) {
                if (own.contains(rule.id())) {
                    continue;
                }
                ReferencePolicy.Rule expected = written.rule(rule.id());
                assertThat(rule.enabled()).as("seed %d", seed).isEqualTo(expected.enabled);
                if (expected.window != null) {
                    assertThat(rule.windowMillis()).as("seed %d", seed).isEqualTo(expected.window.toMillis());
                }
            }
        }
    }

    @Test
    void givesOneVersionWhetherDefaultsAreWrittenOrNotAndReadsItsOwnTree() {
        for (long seed = 0; seed < MANY; seed++) {
            ReferencePolicy written = RandomHistory.of(seed).policy();
            Policy brief = PolicyReaderTest.policy(written.toJson(false));
            assertThat(PolicyReaderTest.policy(written.toJson(true)).version())
                    .as("seed %d", seed)
                    .isEqualTo(brief.version());
            Policy again = PolicyReader.readComplete("tree", PolicyReader.treeJson(brief));
            assertThat(again.version()).as("seed %d", seed).isEqualTo(brief.version());
            assertThat(again.rules()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(brief.rules());
        }
    }
}
