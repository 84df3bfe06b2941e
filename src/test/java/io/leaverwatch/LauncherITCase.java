package io.leaverwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
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
    private static final Path LAUNCHER = Path.of("deploy/leaverwatch").toAbsolutePath();
    /** Where the jar is older than the sources, so that the launcher has to build. */
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path project;
    private Path jar;

    /** What a run gave. */
    private record Run(int status, String out, String err) {}

    @BeforeEach
    void layOutAProject() throws Exception {
        project = Files.createDirectories(folder.resolve("a project"));
        Files.createDirectories(project.resolve("src/main"));
        Files.createFile(project.resolve("pom.xml"));
        Files.createDirectories(project.resolve("deploy"));
        Files.copy(LAUNCHER, launcher(), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(LAUNCHER.resolveSibling("tools.sh"), launcher().resolveSibling("tools.sh"));
        try (Stream<Path> sources = Files.walk(project.resolve("src"))) {
            for (Path source : sources.toList()) {
                Files.setLastModifiedTime(source, FileTime.from(LONG_AGO));
            }
        }
        Files.setLastModifiedTime(project.resolve("pom.xml"), FileTime.from(LONG_AGO));
        jar = Files.createDirectories(project.resolve("target")).resolve("leaverwatch-all.jar");
        writeJar();
    }

    @Test
    void isReadByAPlainShell() throws Exception {
        assertThat(run(Map.of(), "sh", "-n", LAUNCHER.toString())).isEqualTo(new Run(0, "", ""));
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
        assertThat(run(Map.of(), link.toString(), "--help")).isEqualTo(new Run(0, "[--help]\n", ""));
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
        assertThat(launch(allowed, "demo")).isEqualTo(new Run(0, "[demo]\n", ""));
    }

    @Test
    void makesNoArchiveWhereTheUserForbidsIt() throws Exception {
        assertThat(launch(Map.of(), "demo").status()).isZero();
        assertThat(archives()).isEmpty();
    }

    @Test
    void saysInOneSentenceWhatIsMissingToBuild() throws Exception {
        Files.delete(jar);
        assertSaysThatMavenIsMissing(launchWithoutTools());
    }

    @Test
    void buildsAgainWhenTheJarIsOlderThanASource() throws Exception {
        Files.createFile(project.resolve("src/main/New.java"));
        Files.setLastModifiedTime(jar, FileTime.from(LONG_AGO));
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
        Process process = start(Map.of(), launcher().toString(), "wait");
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

    private Path launcher() {
        return project.resolve("deploy/leaverwatch");
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(project.resolve("target"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private Run launch(Map<String, String> environment, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(words));
        return run(environment, command.toArray(String[]::new));
    }

    private Run launchWithoutTools() throws Exception {
        return run(Map.of("PATH", "/nonexistent"), "/bin/sh", launcher().toString(), "demo");
    }

    /** A folder that leads to the programs that the launcher needs, and to no Maven. */
    private String pathWithoutMaven() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("programs"));
        for (String program : List.of("sh", "find", "head", "id")) {
            Path found = Stream.of("/bin", "/usr/bin")
                    .map(place -> Path.of(place, program))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            script(bin.resolve(program), "exec " + found + " \"$@\"");
        }
        return bin.toString();
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run run(Map<String, String> environment, String... command) throws Exception {
        Process process = start(environment, command);
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ends in time").isTrue();
            return new Run(process.exitValue(), text("out"), text("err"));
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> all = builder.environment();
        all.keySet().removeIf(name -> name.startsWith("LEAVERWATCH_") || name.startsWith("MAVEN_"));
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("LEAVERWATCH_NO_INSTALL", "1");
        all.put("LEAVERWATCH_NO_ARCHIVE", "1");
        all.putAll(environment);
        builder.directory(folder.toFile());
        builder.redirectError(folder.resolve("err").toFile());
        if (!List.of(command).contains("wait")) {
            builder.redirectOutput(folder.resolve("out").toFile());
        }
        return builder.start();
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private void writeJar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Shown.class.getName());
        String entry = Shown.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream bytes = Shown.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new JarEntry(entry));
            bytes.transferTo(out);
        }
    }
}
