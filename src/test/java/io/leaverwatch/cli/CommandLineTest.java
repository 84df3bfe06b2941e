package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhatItKnowsWhenAskedForHelp() {
        Run run = Run.inProcess("--help").isDone();
        assertThat(run.out())
                .contains(
                        "demo", "replay", "completion", "test ", "bench ", "Exit status", "Example: leaverwatch demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "replay", "completion"})
    void givesAnExampleInEachCommandsHelp(String command) {
        Run run = Run.inProcess(command, "--help").isDone();
        assertThat(run.out()).contains("Usage: leaverwatch " + command, "Example:");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    }

    @Test
    void namesTheVersionsItRunsOn() {
        Run run = Run.inProcess("--version").isDone();
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.out()).containsPattern("Leaverwatch \\S+").contains("Flink 2.3.0", "Java 1");
    }

    @Test
    void printsAScriptThatCompletesItsWords() {
        assertThat(Run.inProcess("completion").isDone().out())
                .startsWith("#!/usr/bin/env bash")
                .contains("--membership", "--fail-on-alerts", "complete ");
    }

    @Test
    void asksForACommand() {
        Run.inProcess().isWrongUsage("No command given", "leaverwatch --help");
    }

    @Test
    void refusesAnUnknownCommand() {
        Run.inProcess("reply").isWrongUsage("reply", "leaverwatch --help");
    }

    @Test
    void refusesAnUnknownOption() {
        Run.inProcess("replay", "--membership", "m", "--accesses", "a", "--out", folder, "--fast")
                .isWrongUsage("--fast", "leaverwatch replay --help");
    }

    @Test
    void namesWhatIsMissing() {
        Run.inProcess("replay", "--membership", "m").isWrongUsage("--accesses", "--out");
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        Run.inProcess("replay", "--membership", "m", "--accesses", "a", "--out").isWrongUsage("--out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65", "two", ""})
    void refusesAParallelismThatCannotBe(String given) {
        Run.inProcess("replay", "--membership", "m", "--accesses", "a", "--out", folder, "--parallelism", given)
                .isWrongUsage("--parallelism");
    }
}
