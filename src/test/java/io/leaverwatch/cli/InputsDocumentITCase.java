package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.testkit.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What src/docs/inputs.md shows is read, and what it makes of other formats too. */
class InputsDocumentITCase {
    @TempDir
    private Path folder;

    @Test
    void examplesAreEvents() throws Exception {
        List<String> lines = blocks().get(0).lines().toList();
        assertThat(lines).hasSize(4);
        JsonNode summary = replay(
                Files.write(folder.resolve("m"), lines.subList(0, 2)),
                Files.write(folder.resolve("l"), lines.subList(2, 3)),
                Files.write(folder.resolve("a"), lines.subList(3, 4)));
        assertThat(summary.at("/lines/membership/lines").asLong()).isEqualTo(2);
        assertThat(summary.at("/lines/access/lines").asLong()).isEqualTo(1);
        assertNothingIsDead(summary);
    }

    @Test
    void otherFormatsBecomeEvents() throws Exception {
        assumeTrue(Documents.isOnPath("jq"), "no jq");
        Files.writeString(folder.resolve("members.csv"), "id;member;status;day\n17;fern;RESIGNED;20/05/2031\n");
        Files.writeString(folder.resolve("signons.json"), """
                [{"uuid":"1","published":"2031-05-21T08:00:00Z","application":"Organise","user":"fern","result":"ALLOW"},
                 {"uuid":"2","published":"2031-05-21T08:01:00Z","application":"Organise","user":"fern","result":"CHALLENGE"}]
                """);
        run(blocks().get(1));
        run(blocks().get(2));
        JsonNode summary = replay(
                folder.resolve("members.ndjson"),
                Files.createFile(folder.resolve("none")),
                folder.resolve("accesses.ndjson"));
        assertNothingIsDead(summary);
        assertThat(StoryFiles.read(folder.resolve("results/alerts.ndjson")))
                .extracting(alert -> alert.path("ruleId").asText())
                .containsExactly("post-departure-access", "post-departure-attempt");
    }

    private static List<String> blocks() throws IOException {
        return Documents.blocks("src/docs/inputs.md");
    }

    private void run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private JsonNode replay(Path memberships, Path links, Path accesses) throws IOException {
        Path results = folder.resolve("results");
        Run.inProcess(
                        "replay",
                        "--quiet",
                        "--membership",
                        memberships,
                        "--credentials",
                        links,
                        "--accesses",
                        accesses,
                        "--out",
                        results)
                .isDone();
        return StoryFiles.summary(results);
    }

    private static void assertNothingIsDead(JsonNode summary) {
        for (String kind : List.of("membership", "link", "access")) {
            assertThat(summary.at("/lines/" + kind + "/deadLetters").asLong(-1))
                    .as("%s", summary.path("lines"))
                    .isZero();
        }
    }
}
