package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leaverwatch.testkit.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of src/docs/questions.md, on what the demo gives. They need jq, as a reader does; without it they are skipped. */
class QuestionsITCase {
    @TempDir
    private Path folder;

    private Path demo;

    @BeforeEach
    void runTheDemo() {
        assumeTrue(Documents.isOnPath("jq"), "no jq");
        demo = folder.resolve("leaverwatch-demo");
        Run.inProcess("demo", "--out", demo).isDone();
    }

    @Test
    void answerWhatTheyAsk() throws Exception {
        List<String> answers = new ArrayList<>();
        for (String command : commands()) {
            answers.add(answer(command));
        }
        assertThat(answers).hasSize(7);
        assertThat(answers.get(0).lines()).hasSize(2).allMatch(line -> line.contains("\"memberId\":\"hsa-0031\""));
        assertThat(answers.get(1).lines()).hasSize(5);
        assertThat(answers.get(1)).contains("HIGH\tOPEN\tquill-newsletter\tRECORDED_LATE SERVICE_CREDENTIAL\t");
        assertThat(answers.get(2).lines()).hasSize(4).allMatch(line -> line.startsWith("hsa-0058\t"));
        assertThat(answers.get(3).lines()).hasSize(2).allMatch(line -> line.endsWith(".ndjson"));
        assertThat(answers.get(4)).contains("1 access: occurredAt is");
        assertThat(answers.get(5).lines()).hasSize(4).allMatch(line -> line.endsWith(": OK"));
        assertThat(answers.get(6)).isEmpty();
    }

    @Test
    void noticeEvidenceThatWasChanged() throws Exception {
        Path accesses = demo.resolve("story/contact-creator.ndjson");
        String text = Files.readString(accesses);
        Files.writeString(accesses, text.replace("EXPORT", "EXPERT"));
        assertThat(answer(commands().get(6))).contains("contact-creator.ndjson, byte ");
    }

    /** All but those that ask a broker. */
    private static List<String> commands() throws IOException {
        return Documents.blocks("src/docs/questions.md").stream()
                .filter(command -> !command.contains("bootstrap-server"))
                .toList();
    }

    private String answer(String command) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("question"), "set -eu\n" + command + "\n");
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
        builder.environment().put("results", demo.resolve("results").toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
