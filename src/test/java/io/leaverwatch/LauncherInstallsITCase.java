package io.leaverwatch;

import static io.leaverwatch.LauncherProject.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.LauncherProject.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does where a tool is missing, with an apt-get that only notes what it is asked for and gives a Maven. */
class LauncherInstallsITCase {
    private static final String SAID = "leaverwatch: this machine has no Maven: asking apt-get for it"
            + " (LEAVERWATCH_NO_INSTALL=1 forbids that).\n";

    @TempDir
    Path folder;

    private LauncherProject project;
    private Path programs;

    @BeforeEach
    void takeMavenAway() throws Exception {
        project = LauncherProject.in(folder, "a project");
        Files.move(project.jar(), folder.resolve("built.jar"));
        programs = project.programs("sh", "find", "head", "mktemp", "mkdir", "rm", "touch", "tail", "cp", "chmod");
        script(programs.resolve("apt-cache"), "exit 0");
        user(0);
        // Notes what was asked, and what the user had been told by then.
        aptGet("case $1 in install) cp '" + folder + "/mvn' '" + programs + "/mvn' ;; esac");
        script(folder.resolve("mvn"), "cp '" + folder + "/built.jar' '" + project.jar() + "'");
    }

    private void user(int number) throws Exception {
        script(programs.resolve("id"), "echo " + number);
    }

    private void aptGet(String does) throws Exception {
        script(programs.resolve("apt-get"), """
                echo "$*" >>'%1$s/asked'
                cp '%1$s/err' '%1$s/told-by-then'
                %2$s""".formatted(folder, does));
    }

    private Run launch(String... forbidding) throws Exception {
        Map<String, String> environment = new HashMap<>(
                Map.of("PATH", programs.toString(), "TMPDIR", folder.toString(), "LEAVERWATCH_NO_INSTALL", ""));
        for (String name : forbidding) {
            environment.put(name, "1");
        }
        return project.launch(environment, "replay");
    }

    @Test
    void saysWhatItInstallsAndThenInstallsBuildsAndRuns() throws Exception {
        Run run = launch();
        assertThat(run.out()).isEqualTo("[replay]\n");
        assertThat(run.err())
                .isEqualTo(SAID + "leaverwatch: installing maven ...\n"
                        + "leaverwatch: Building Leaverwatch (first use, about a minute) ...\n");
        assertThat(run.status()).isZero();
        assertThat(project.text("asked")).isEqualTo("update\ninstall -y --no-install-recommends maven\n");
        assertThat(project.text("told-by-then")).isEqualTo(SAID + "leaverwatch: installing maven ...\n");
    }

    @Test
    void asksForNothingWhereThatIsForbidden() throws Exception {
        refusesWithoutAsking(launch("LEAVERWATCH_NO_INSTALL"));
    }

    @Test
    void asksForNothingWhereItDoesNotRunAsRoot() throws Exception {
        user(1000);
        refusesWithoutAsking(launch());
    }

    private void refusesWithoutAsking(Run run) {
        assertThat(run)
                .isEqualTo(new Run(
                        2,
                        "",
                        "leaverwatch: this machine has no Maven: install Maven (on Debian and Ubuntu: apt-get install"
                                + " default-jdk-headless maven) and try again.\n"));
        assertThat(folder.resolve("asked")).doesNotExist();
    }

    @Test
    void saysWhatAptGetCouldNotDo() throws Exception {
        aptGet("echo 'E: no network'; exit 100");
        Run run = launch();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith(SAID)
                .contains("E: no network\n", "leaverwatch: apt-get could not install maven (its log: ")
                .endsWith("): install them by hand and try again.\n");
    }

    @Test
    void passesOverAJdkThatIsTooOld() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk-11/bin"));
        script(old.resolve("java"), "echo old");
        Files.writeString(folder.resolve("jdk-11/release"), "JAVA_VERSION=\"11.0.2\"\n");
        Files.copy(folder.resolve("built.jar"), project.jar());
        Run run = project.launch(Map.of("JAVA_HOME", folder.resolve("jdk-11").toString()), "replay");
        assertThat(run).isEqualTo(new Run(0, "[replay]\n", ""));
    }
}
