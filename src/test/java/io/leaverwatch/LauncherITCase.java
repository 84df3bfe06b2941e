package io.leaverwatch;

import static io.leaverwatch.LauncherProject.LAUNCHER;
import static io.leaverwatch.LauncherProject.LONG_AGO;
import static io.leaverwatch.LauncherProject.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.LauncherProject.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher, in a project of its own whose folder has blanks in its name and whose jar is a program that only shows
 * what it was given. What the launcher does with the real jar, every user of it tests.
 */
class LauncherITCase {
    @TempDir
    Path folder;

    private LauncherProject project;

    @BeforeEach
    void layOutAProject() throws Exception {
        project = LauncherProject.in(folder, "a project");
    }

    @Test
    void isReadByAPlainShell() throws Exception {
        assertThat(project.run(Map.of(), "sh", "-n", LAUNCHER.toString())).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void passesWordsOnAsTheyAre() throws Exception {
        Run run = launch(Map.of(), "replay", "--out", "two words", "*", "");
        assertThat(run).isEqualTo(new Run(0, "[replay][--out][two words][*][]\n", ""));
    }

    @Test
    void passesTheExitStatusOn() throws Exception {
        assertThat(launch(Map.of(), "exit", "3").status()).isEqualTo(3);
    }

    @Test
    void isFoundThroughSymbolicLinks() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path relative = Files.createSymbolicLink(bin.resolve("second"), Path.of("../a project/deploy/leaverwatch"));
        Path link = Files.createSymbolicLink(folder.resolve("first"), relative);
        assertThat(project.run(Map.of(), link.toString(), "--help")).isEqualTo(new Run(0, "[--help]\n", ""));
    }

    @Test
    void givesTheJvmTheFlagsOfTheUser() throws Exception {
        Run run = launch(Map.of("LEAVERWATCH_OPTS", "-Da=1 -Dshown=*"), "property", "shown");
        assertThat(run).isEqualTo(new Run(0, "*\n", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:+UseG1GC, Multiple garbage collectors selected",
        "-Xmx1m, Too small maximum heap",
        "-Xmx8q, Invalid maximum heap size: -Xmx8q"
    })
    void saysWithWhichFlagsOfTheUserTheJvmDoesNotStart(String flags, String reason) throws Exception {
        assertThat(launch(Map.of("LEAVERWATCH_OPTS", flags), "replay"))
                .isEqualTo(new Run(
                        2,
                        "",
                        "leaverwatch: LEAVERWATCH_OPTS is '" + flags + "', with which the JVM does not start: " + reason
                                + ".\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C", "POSIX"})
    void letsTheJvmNameAnyFileWithoutALocale(String locale) throws Exception {
        Map<String, String> none = Map.of("LC_ALL", locale, "LC_CTYPE", "", "LANG", "");
        assertThat(launch(none, "property", "sun.jnu.encoding").out()).isEqualTo("UTF-8\n");
    }

    @Test
    void endsARunThatIsOutOfMemoryWithOneSentenceWhateverTheProgramDoes() throws Exception {
        Run run = launch(Map.of("LEAVERWATCH_OPTS", "-Xms16m -Xmx16m"), "replay", "fill");
        assertThat(run)
                .isEqualTo(new Run(
                        1,
                        "",
                        "leaverwatch: failed: ran out of memory (heap: 16m); give it more, for example with"
                                + " LEAVERWATCH_OPTS=-Xmx8g, or read fewer files at once.\n"));
    }

    @Test
    void keepsAClassArchiveBesideTheJar() throws Exception {
        Map<String, String> allowed = Map.of("LEAVERWATCH_NO_ARCHIVE", "0");
        assertThat(launch(allowed, "demo")).isEqualTo(new Run(0, "[demo]\n", ""));
        assertThat(archives())
                .hasSize(1)
                .allSatisfy(archive -> assertThat(archive).isNotEmptyFile());
    }

    @Test
    void takesTheProgramFromTheArchive() throws Exception {
        // Java 17 archives nothing of a jar whose path has a blank in it.
        LauncherProject plain = LauncherProject.in(folder, "plain");
        Path loaded = folder.resolve("loaded");
        Map<String, String> watched =
                Map.of("LEAVERWATCH_NO_ARCHIVE", "0", "LEAVERWATCH_OPTS", "-Xlog:class+load:file=" + loaded);
        assertThat(plain.launch(watched, "demo")).isEqualTo(new Run(0, "[demo]\n", ""));
        assertThat(loaded).content().contains(Shown.class.getName() + " source: shared objects file (top)");
    }

    @Test
    void makesNoArchiveWhereTheUserForbidsIt() throws Exception {
        assertThat(launch(Map.of(), "demo").status()).isZero();
        assertThat(archives()).isEmpty();
    }

    @Test
    void saysInOneSentenceWhatIsMissingToBuild() throws Exception {
        Files.delete(project.jar());
        assertSaysThatMavenIsMissing(launchWithoutTools());
    }

    @Test
    void buildsAgainWhenTheJarIsOlderThanASource() throws Exception {
        Files.createFile(project.root().resolve("src/main/New.java"));
        Files.setLastModifiedTime(project.jar(), FileTime.from(LONG_AGO));
        Run run = launch(Map.of("PATH", pathWithoutMaven()), "demo");
        assertSaysThatMavenIsMissing(run);
    }

    @Test
    void saysInOneSentenceThatTheTestsLackPrometheus() throws Exception {
        String path = pathWithoutMaven();
        script(Path.of(path, "mvn"), "echo built");
        Run run = launch(Map.of("PATH", path), "test");
        assertThat(run.err())
                .startsWith("leaverwatch: this machine has no Prometheus, which the tests start: install Prometheus ")
                .hasLineCount(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void saysAtTheEndWhichTestsFailed() throws Exception {
        String path = pathWithoutMaven();
        script(Path.of(path, "prometheus"), "exit 0");
        script(Path.of(path, "promtool"), "exit 0");
        script(Path.of(path, "jq"), "exit 0");
        script(Path.of(path, "shellcheck"), "exit 0");
        script(Path.of(path, "mvn"), """
                PATH=/bin:/usr/bin
                mkdir -p target/failsafe-reports
                printf 'a.KillsITCase.dies <<< FAILURE!\\nexpected: 1\\n' >target/failsafe-reports/a.KillsITCase.txt
                exit 7""");
        assertThat(launch(Map.of("PATH", path + ":/bin:/usr/bin"), "test"))
                .isEqualTo(new Run(7, "", "a.KillsITCase.dies <<< FAILURE!\nexpected: 1\n"));
    }

    @Test
    void endsTheProgramWhenItIsEnded() throws Exception {
        Process process = project.start(Map.of(), project.launcher().toString(), "wait");
        try (InputStream out = process.getInputStream()) {
            assertThat(out.read()).isEqualTo('[');
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assertSaysThatMavenIsMissing(Run run) {
        assertThat(run.err())
                .startsWith("leaverwatch: this machine has no Maven: install Maven ")
                .hasLineCount(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(2);
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(project.root().resolve("target"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private Run launch(Map<String, String> environment, String... words) throws Exception {
        return project.launch(environment, words);
    }

    private Run launchWithoutTools() throws Exception {
        return project.run(
                Map.of("PATH", "/nonexistent"), "/bin/sh", project.launcher().toString(), "demo");
    }

    /** A folder that leads to the programs that the launcher needs, and to no Maven. */
    private String pathWithoutMaven() throws IOException {
        return project.programs("sh", "find", "head", "id").toString();
    }
}
