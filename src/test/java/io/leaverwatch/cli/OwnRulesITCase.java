package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that users declare, those of src/docs/policy.md among them, through a replay: what they match, and what not. */
class OwnRulesITCase {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(rules:\n.*?)```");
    private static final String LEFT = "{\"eventId\":\"out\",\"memberId\":\"fern\",\"type\":\"RESIGNED\","
            + "\"effectiveAt\":\"2031-05-20T17:00:00Z\"}\n";

    @TempDir
    private Path folder;

    private int runs;

    @Test
    void documentedSequenceMatchesAsItsTableSays() throws Exception {
        String policy = documented(0);
        List<JsonNode> alerts = alerts(
                policy,
                "export-then-delete",
                "08:00 EXPORT",
                "08:10 VIEW",
                "08:20 DELETE",
                "08:30 DELETE",
                "09:00 EXPORT",
                "10:00 DELETE");
        assertThat(accesses(alerts)).containsExactly("08:00 EXPORT, 08:20 DELETE");
        assertThat(alerts.get(0).path("severity").asText()).isEqualTo("CRITICAL");
        assertThat(accesses(alerts(policy, "export-then-delete", "09:00 EXPORT", "09:59 DELETE")))
                .hasSize(1);
        assertThat(accesses(alerts(policy, "export-then-delete", "09:00 EXPORT", "09:10 DELETE DENIED")))
                .as("over leaves successes")
                .isEmpty();
    }

    @Test
    void documentedRowCountsEachExportOnceWhateverElseLiesBetween() throws Exception {
        String policy = documented(1);
        List<JsonNode> alerts = alerts(
                policy,
                "three-exports-in-an-hour",
                "08:00 EXPORT",
                "08:05 LOGIN",
                "08:10 EXPORT SUCCESS Organise",
                "08:15 EXPORT DENIED",
                "08:20 EXPORT",
                "08:30 EXPORT",
                "08:40 EXPORT",
                "09:29 EXPORT");
        assertThat(accesses(alerts))
                .containsExactly(
                        "08:00 EXPORT, 08:10 EXPORT SUCCESS Organise, 08:20 EXPORT",
                        "08:30 EXPORT, 08:40 EXPORT, 09:29 EXPORT");
        assertThat(alerts.get(0).path("attack")).hasSize(1);
        assertThat(accesses(alerts(policy, "three-exports-in-an-hour", "08:00 EXPORT", "08:10 EXPORT", "09:00 EXPORT")))
                .as("an hour is not less than an hour")
                .isEmpty();
    }

    @Test
    void conditionInTheStepLetsAnythingElseBreakTheRow() throws Exception {
        String rule = rule("contiguous: true, window: PT1H, sequence: [{action: export, times: 2}]");
        assertThat(accesses(own(rule, "08:00 EXPORT", "08:01 LOGIN", "08:02 EXPORT")))
                .isEmpty();
        assertThat(accesses(own(rule, "08:00 EXPORT", "08:02 EXPORT"))).hasSize(1);
    }

    @Test
    void systemsAreNamedOrAnother() throws Exception {
        String over = rule("over: {system: organise}, window: PT1H, sequence: [{times: 2}]");
        assertThat(accesses(own(over, "08:00 VIEW SUCCESS Organise", "08:01 VIEW", "08:02 VIEW SUCCESS Organise")))
                .containsExactly("08:00 VIEW SUCCESS Organise, 08:02 VIEW SUCCESS Organise");
        String step = rule("window: PT1H, sequence: [{action: VIEW}, {system: [contact-creator], action: EDIT}]");
        assertThat(accesses(own(step, "08:00 VIEW", "08:01 EDIT SUCCESS Organise", "08:02 EDIT")))
                .containsExactly("08:00 VIEW, 08:02 EDIT");
        String other = rule("contiguous: true, window: PT1H, sequence: [{}, {system: other}]");
        assertThat(accesses(own(
                        other,
                        "08:00 VIEW",
                        "08:01 VIEW",
                        "08:02 VIEW SUCCESS Organise",
                        "08:03 VIEW SUCCESS Organise",
                        "08:04 VIEW")))
                .containsExactly("08:01 VIEW, 08:02 VIEW SUCCESS Organise", "08:03 VIEW SUCCESS Organise, 08:04 VIEW");
    }

    @Test
    void severityByActionIsThatOfTheGravest() throws Exception {
        String rule = rule("severity: byAction, window: PT1H, sequence: [{times: 2}]");
        assertThat(severities(rule, "08:00 VIEW", "08:01 EXPORT")).containsExactly("CRITICAL");
        assertThat(severities(rule, "08:00 VIEW DENIED", "08:01 VIEW")).containsExactly("HIGH");
        assertThat(severities(rule, "08:00 VIEW DENIED", "08:01 EXPORT DENIED")).containsExactly("MEDIUM");
    }

    @Test
    void ruleOnTheTimeBeforeCountsAccessesAndRecords() throws Exception {
        String rule = rule("phase: before, over: {action: MESSAGE}, window: P2D, sequence: [{times: 3}]");
        String[] day = {"-16:00 MESSAGE", "-16:30 MESSAGE DENIED", "-17:00 MESSAGE", "08:00 MESSAGE"};
        assertThat(accesses(own(rule, day)))
                .as("at 17:00 it is not before any more")
                .isEmpty();
        assertThat(accesses(own(rule, "-15:00 MESSAGE", "-16:00 MESSAGE", "-16:10 VIEW", "-16:30 MESSAGE DENIED")))
                .containsExactly("-15:00 MESSAGE, -16:00 MESSAGE, -16:30 MESSAGE DENIED");
    }

    @Test
    void onlyARuleOnOneAccessSeesExemptedOnes() throws Exception {
        String exemption = "exemptions: [{memberId: fern, until: 2031-05-21T09:00:00Z, reason: handover}]\n";
        List<JsonNode> one = own(exemption + rule("sequence: [{action: EXPORT}]"), "08:00 EXPORT", "09:00 EXPORT");
        assertThat(one).extracting(alert -> alert.path("status").asText()).containsExactly("EXEMPTED", "OPEN");
        String two = exemption + rule("window: PT2H, sequence: [{action: EXPORT, times: 2}]");
        assertThat(own(two, "08:00 EXPORT", "09:00 EXPORT")).isEmpty();
    }

    private static String documented(int which) throws Exception {
        String example = EXAMPLE.matcher(Files.readString(Path.of("src/docs/policy.md")))
                .results()
                .map(MatchResult::group)
                .toList()
                .get(which);
        return example.substring("```yaml\n".length(), example.length() - "```".length());
    }

    private static String rule(String keys) {
        return "rules: [{id: own, " + keys + "}]\n";
    }

    private List<JsonNode> own(String policy, String... accesses) throws Exception {
        return alerts(policy, "own", accesses);
    }

    private List<String> severities(String policy, String... accesses) throws Exception {
        return own(policy, accesses).stream()
                .map(alert -> alert.path("severity").asText())
                .toList();
    }

    /** The accesses of each alert, as they were given. */
    private static List<String> accesses(List<JsonNode> alerts) {
        List<String> all = new ArrayList<>();
        for (JsonNode alert : alerts) {
            List<String> ids = new ArrayList<>();
            alert.path("accesses").forEach(id -> ids.add(id.asText()));
            all.add(String.join(", ", ids));
        }
        return all;
    }

    /**
     * Replays accesses of fern, who left on 20 May 2031 at 17:00.
     *
     * @param accesses {@code HH:mm ACTION [OUTCOME [SYSTEM]]}, on the day after, with a minus before it on that day
     * @return the alerts of a rule, in the order of the file
     */
    private List<JsonNode> alerts(String policy, String ruleId, String... accesses) throws Exception {
        Path own = Files.createDirectory(folder.resolve("run-" + runs++));
        StringBuilder lines = new StringBuilder();
        for (String access : accesses) {
            boolean isBefore = access.startsWith("-");
            List<String> words = List.of((isBefore ? access.substring(1) : access).split(" ", -1));
            lines.append("""
                    {"eventId":"%s","occurredAt":"2031-05-%sT%s:00Z","system":"%s","credentialId":"fern","action":"%s","outcome":"%s"}
                    """.formatted(
                            access,
                            isBefore ? "20" : "21",
                            words.get(0),
                            words.size() > 3 ? words.get(3) : "Contact Creator",
                            words.get(1),
                            words.size() > 2 ? words.get(2) : "SUCCESS"));
        }
        Run.inProcess(
                        "replay",
                        "--quiet",
                        "--membership",
                        Files.writeString(own.resolve("memberships.ndjson"), LEFT),
                        "--accesses",
                        Files.writeString(own.resolve("accesses.ndjson"), lines),
                        "--policy",
                        Files.writeString(own.resolve("policy.yaml"), policy),
                        "--out",
                        own.resolve("results"))
                .isDone();
        List<JsonNode> alerts = new ArrayList<>(StoryFiles.read(own.resolve("results/alerts.ndjson")));
        alerts.removeIf(alert -> !alert.path("ruleId").asText().equals(ruleId));
        return alerts;
    }
}
