package io.leaverwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.PolicyTree;
import io.leaverwatch.domain.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds src/docs/policy.md, and the rules in README.md, to what is read. Surefire runs tests in the project's folder. */
class PolicyDocumentTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-zA-Z.\\[\\]]+)` \\|[^|]*\\|[^|]*\\|([^|]*)\\|");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

    private static String document() throws IOException {
        return Files.readString(Path.of("src/docs/policy.md"));
    }

    /** Key to default, as the table gives them. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        Matcher row = ROW.matcher(document());
        while (row.find()) {
            assertThat(rows.put(row.group(1), row.group(2).strip()))
                    .as(row.group(1))
                    .isNull();
        }
        return rows;
    }

    private static List<String> known() {
        List<String> keys = new ArrayList<>(PolicyReader.KEYS);
        add(keys, "protectedSystems[].", SystemNames.KEYS);
        add(keys, "coverage.", PolicyReader.COVERAGE_KEYS);
        add(keys, "exemptions[].", ExemptionReader.KEYS);
        add(keys, "rules[].", RuleDeclaration.KEYS);
        add(keys, "rules[].over.", FilterReader.KEYS);
        add(keys, "rules[].sequence[].", RuleDeclaration.STEP_KEYS);
        return keys;
    }

    private static void add(List<String> keys, String prefix, List<String> below) {
        below.forEach(key -> keys.add(prefix + key));
    }

    private static List<Policy> examples() throws IOException {
        return examples(document());
    }

    private static List<Policy> examples(String text) {
        return EXAMPLE.matcher(text)
                .results()
                .map(match -> PolicyReaderTest.policy(match.group(1)))
                .toList();
    }

    @Test
    void documentsEveryKeyThatIsReadAndNoOther() throws IOException {
        assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(known());
    }

    @Test
    void documentsTheDefaultsThatHold() throws IOException {
        Map<String, Object> tree = PolicyTree.of(PolicyReader.defaults());
        Map<String, String> documented = documented();
        for (String key :
                List.of("zone", "departingTypes", "authority", "grace", "clockSkew", "lookback", "exemptions")) {
            assertThat(documented.get(key)).isEqualTo("`" + tree.get(key) + "`");
        }
        assertThat(Map.of("gap", documented.get("coverage.gap").replace("`", "")))
                .isEqualTo(tree.get("coverage"));
        Rule plain = PolicyReaderTest.policy("rules: [{id: own, sequence: [{}]}]")
                .rules()
                .get(6);
        assertThat(documented)
                .containsEntry("rules[].enabled", "`" + plain.enabled() + "`")
                .containsEntry("rules[].severity", "`" + plain.severity() + "`")
                .containsEntry("rules[].contiguous", "`" + plain.contiguous() + "`")
                .containsEntry("rules[].once", "`" + plain.once() + "`")
                .containsEntry("rules[].overlapping", "`" + plain.overlapping() + "`")
                .containsEntry("rules[].attack", "`" + plain.attack() + "`");
    }

    @Test
    void showsRulesThatCanBeUsedAsTheyStand() throws IOException {
        assertThat(examples())
                .extracting(
                        policy -> policy.rules().get(policy.rules().size() - 1).id())
                .containsExactly("export-then-delete", "three-exports-in-an-hour");
    }

    @Test
    void readmeShowsTheSameRules() throws IOException {
        List<Policy> shown = examples(Files.readString(Path.of("README.md")));
        assertThat(shown).hasSize(1);
        List<Rule> rules = shown.get(0).rules();
        List<Rule> own = rules.subList(rules.size() - 2, rules.size());
        assertThat(own).extracting(Rule::id).containsExactly("export-then-delete", "three-exports-in-an-hour");
        assertThat(own)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("attack")
                .isEqualTo(examples().stream()
                        .map(policy -> policy.rules().get(policy.rules().size() - 1))
                        .toList());
    }

    @Test
    void showsAMessageAsItIsGiven() throws IOException {
        String message = PolicyErrorsTest.messageOf("# mine\nrules:\n  - {id: cross-system, window: soon}");
        assertThat(document()).contains("\n" + message.replace("policy.yaml", "mine.yaml") + "\n");
    }
}
