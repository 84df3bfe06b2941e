package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoITCase {
    @TempDir
    private Path folder;

    @Test
    void showsTheStoryInTablesThatFitATerminal() throws IOException {
        Path demo = folder.resolve("demo");
        Run run = Run.inProcess("demo", "--out", demo).isDone();
        assertThat(run.out())
                .contains("hsa-0031", "penhaligon-office", "RECORDED_LATE", "DELEGATE_CREDENTIAL", "EXEMPTED: ")
                .doesNotContain("\u001b");
        assertThat(run.out().lines())
                .filteredOn(line -> !line.contains(folder.toString())) // a path is as long as it is
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        Map<String, String> findings = new TreeMap<>();
        for (JsonNode found : StoryFiles.read(demo.resolve("results/departures.ndjson"))) {
            findings.put(found.path("memberId").asText(), found.path("finding").asText());
        }
        assertThat(findings)
                .isEqualTo(Map.of(
                        "hsa-0031", "BREACHED",
                        "hsa-0044", "BREACHED",
                        "hsa-0058", "NONE_FOUND",
                        "hsa-0063", "ATTEMPTED_ONLY",
                        "hsa-0070", "EXEMPTED_ONLY"));
    }

    @Test
    void printsWhatTheReadmeShows() throws IOException {
        Path demo = folder.resolve("demo");
        Run run = Run.inProcess("demo", "--out", demo).isDone();
        assertThat(Files.readString(Path.of("README.md")))
                .contains("```\n" + run.out().replace(demo.toString(), "leaverwatch-demo") + "```\n");
    }

    @Test
    void namesTheCommandThatGivesTheSame() throws IOException {
        Path demo = folder.resolve("demo");
        Run run = Run.inProcess("demo", "--out", demo).isDone();
        byte[] alerts = Files.readAllBytes(demo.resolve("results/alerts.ndjson"));
        String command = run.out()
                .substring(run.out().indexOf("deploy/leaverwatch") + "deploy/leaverwatch".length())
                .replace("\\\n", " ");
        Files.writeString(demo.resolve("results/alerts.ndjson"), "gone");
        assertThat(Run.inProcess(Arrays.stream(command.strip().split("\\s+")).toArray())
                        .status())
                .isZero();
        assertThat(demo.resolve("results/alerts.ndjson")).hasBinaryContent(alerts);
    }

    @Test
    void replacesAnEarlierDemoButNothingElse() throws IOException {
        Path demo = folder.resolve("demo");
        Run.inProcess("demo", "--out", demo).isDone();
        Run.inProcess("demo", "--out", demo).isDone();
        Files.writeString(demo.resolve("notes.txt"), "mine");
        Run.inProcess("demo", "--out", demo).isWrongUsage("is not an earlier demo");
    }
}
