package io.leaverwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leaverwatch.testkit.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts in deploy/ are understood by the shell that they name, and ShellCheck finds nothing in them. */
class ScriptsTest {
    static List<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>();
        for (Path file : DeployFiles.all()) {
            if (Files.isExecutable(file) || file.toString().endsWith(".sh")) {
                scripts.add(file);
            }
        }
        return scripts;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void areReadByTheirShell(Path script) throws Exception {
        String shell = Files.readString(script).startsWith("#!/usr/bin/env bash") ? "bash" : "sh";
        assertThat(run(shell, "-n", script.toString())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void haveNothingThatShellCheckWarnsOf(Path script) throws Exception {
        assumeTrue(Documents.isOnPath("shellcheck"), "no shellcheck here");
        assertThat(run("shellcheck", "-x", script.toString())).isEmpty();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }
}
