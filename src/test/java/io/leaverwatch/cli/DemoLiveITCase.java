package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Listeners;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built jar plays the story through a broker and a Flink that it starts: it says what the replay of the same story says, as it
 * comes, and nothing of it stays, whether it ends or is ended.
 */
class DemoLiveITCase {
    /** Its columns: when, status, severity, rule, member, credential, delay, and how it differs from before. */
    private static final Pattern ALERT =
            Pattern.compile("(?m)^(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d)  (\\w+) +(\\w+) +(\\S+) +(\\S+)"
                    + " +(\\S+) +(\\d+) ms(  (?:was \\w+|again: what it rests on changed))?$");

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String END = "In the end ";

    @TempDir
    private Path folder;

    private Path temporary;
    private Path said;
    private Path complaints;

    @BeforeEach
    void makeItsTemporaryFolder() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        said = folder.resolve("said.txt");
        complaints = folder.resolve("complaints.txt");
    }

    @Test
    void saysAsItComesWhatTheReplaySaysAndEndsByItself() throws Exception {
        Process process = start();
        try {
            awaitAnAlert(process);
            assertThat(text()).as("said while the story is played").doesNotContain(END);
            List<Long> started = startedBy(process);
            assertThat(started).as("the broker").hasSize(1);
            for (long pid : List.of(process.pid(), started.get(0))) {
                assertThat(Listeners.of(pid)).isNotEmpty();
                assertThat(Listeners.openToOthers(pid)).isEmpty();
            }
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(complaints)).isEmpty();
        assertThat(process.exitValue()).isZero();
        leavesNothing(process);

        Map<String, String> last = new TreeMap<>();
        for (MatchResult alert : alerts()) {
            String before = last.put(key(alert), alert.group(2) + " " + alert.group(3));
            assertThat(alert.group(8) != null).as(alert.group()).isEqualTo(before != null);
        }
        assertThat(last.values()).as("the story takes one back").contains("WITHDRAWN HIGH");
        last.values().removeIf(each -> each.startsWith("WITHDRAWN"));
        assertThat(last).isEqualTo(replayed());
        saysHowLongTheyTook();
        assertThat(text())
                .contains(END + count(last, "OPEN") + " alerts are open and " + count(last, "EXEMPTED") + " exempted");
    }

    @Test
    void endsWithAllThatItStartedWhenInterruptedAmongItsAlerts() throws Exception {
        Process process = start();
        try {
            awaitAnAlert(process);
            interrupt(process);
        } finally {
            process.destroyForcibly();
        }
        assertThat(text()).doesNotContain(END);
        leavesNothing(process);
    }

    @Test
    void endsWithAllThatItStartedWhenInterruptedWhileTheBrokerStarts() throws Exception {
        Process process = start();
        try {
            Await.until("the broker's process", Await.PATIENCE, () -> isStarted(process));
            interrupt(process);
        } finally {
            process.destroyForcibly();
        }
        leavesNothing(process);
    }

    private Process start() throws IOException {
        List<String> flags = List.of(
                "-Djava.io.tmpdir=" + temporary,
                "-Dleaverwatch.home=" + Path.of("").toAbsolutePath());
        ProcessBuilder builder = new ProcessBuilder(
                        Run.interruptible(flags, "demo", "--live", "--out", folder.resolve("demo")))
                .redirectOutput(said.toFile())
                .redirectError(complaints.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    /** A broker, a Flink and their clients start before it. */
    private void awaitAnAlert(Process process) {
        Await.until("an alert, or an end", LIMIT, () -> !alerts().isEmpty() || !process.isAlive());
    }

    private void interrupt(Process process) throws Exception {
        Run.signal(process, "INT");
        assertThat(process.waitFor(2, TimeUnit.MINUTES))
                .as("ends when interrupted")
                .isTrue();
        assertThat(Files.readString(complaints)).isEmpty();
        assertThat(process.exitValue()).isEqualTo(130);
    }

    private void leavesNothing(Process process) throws IOException {
        assertThat(startedBy(process)).as("what still runs").isEmpty();
        assertThat(temporary).isEmptyDirectory();
    }

    private boolean isStarted(Process process) throws IOException {
        for (long pid : startedBy(process)) {
            if (words(pid).contains("-Dleaverwatch.process=")) {
                return true;
            }
        }
        return false;
    }

    /** Whatever else runs with its temporary folder among its words. */
    private List<Long> startedBy(Process process) throws IOException {
        List<Long> started = new ArrayList<>();
        for (long pid : ProcessHandle.allProcesses().map(ProcessHandle::pid).toList()) {
            if (pid != process.pid() && words(pid).contains(temporary.toString())) {
                started.add(pid);
            }
        }
        return started;
    }

    private static String words(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // It ended meanwhile.
        }
    }

    private String text() throws IOException {
        return Files.readString(said);
    }

    private List<MatchResult> alerts() throws IOException {
        return ALERT.matcher(text()).results().toList();
    }

    /** What names an alert of the story on one line: when, by which rule, whom and with which login. */
    private static String key(MatchResult alert) {
        return String.join(" ", alert.group(1), alert.group(4), alert.group(5), alert.group(6));
    }

    /** The replay's alerts in the same way. */
    private Map<String, String> replayed() throws IOException {
        Path demo = folder.resolve("replayed");
        Run.inProcess("demo", "--out", demo).isDone();
        List<JsonNode> alerts = StoryFiles.read(demo.resolve("results/alerts.ndjson"));
        Map<String, String> replayed = new TreeMap<>();
        for (JsonNode alert : alerts) {
            String at = alert.path("occurredAt").asText().substring(0, 16).replace('T', ' ');
            replayed.put(
                    String.join(
                            " ",
                            at,
                            alert.path("ruleId").asText(),
                            alert.path("memberId").asText(),
                            alert.path("credentialId").asText("several")),
                    alert.path("status").asText() + " " + alert.path("severity").asText());
        }
        assertThat(replayed).as("no two have the same name").hasSameSizeAs(alerts);
        return replayed;
    }

    /** Each line's time is one that can be, and the sentence at the end says what the lines say. */
    private void saysHowLongTheyTook() throws IOException {
        List<Long> delays = alerts().stream()
                .map(alert -> Long.valueOf(alert.group(7)))
                .sorted()
                .toList();
        assertThat(delays).allSatisfy(delay -> assertThat(delay).isLessThan(60_000));
        assertThat(text())
                .contains("\n" + delays.size() + " alerts and withdrawals, half of them within "
                        + delays.get(delays.size() / 2)
                        + " ms after the last record that they rest on was sent, the slowest after "
                        + delays.get(delays.size() - 1) + " ms.\n");
    }

    private static long count(Map<String, String> alerts, String status) {
        return alerts.values().stream().filter(each -> each.startsWith(status)).count();
    }
}
