package io.leaverwatch.cli;

import static io.leaverwatch.cli.StoryFiles.CONTACT_CREATOR;
import static io.leaverwatch.cli.StoryFiles.CREDENTIALS;
import static io.leaverwatch.cli.StoryFiles.MEMBERSHIP;
import static io.leaverwatch.cli.StoryFiles.ORGANISE;
import static io.leaverwatch.cli.StoryFiles.POLICY;
import static io.leaverwatch.cli.StoryFiles.alertIds;
import static io.leaverwatch.cli.StoryFiles.assertSameResults;
import static io.leaverwatch.cli.StoryFiles.lastingSummary;
import static io.leaverwatch.cli.StoryFiles.replay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leaverwatch.testkit.Await;
import io.leaverwatch.testkit.Listeners;
import java.io.BufferedWriter;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built jar as its own process: what depends on the JVM's settings, streams and signals. */
class JarITCase {
    private static final List<String> FOREIGN = List.of(
            "-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Asia/Kathmandu", "-Dfile.encoding=US-ASCII");

    @TempDir
    private Path folder;

    @Test
    void givesTheSameBytesInAnotherLanguageZoneAndEncoding() throws Exception {
        Path here = folder.resolve("here");
        Path there = folder.resolve("there");
        Run.ofJar(replay(here)).isDone();
        Run.ofJar(FOREIGN, null, replay(there)).isDone();
        assertSameResults(there, here);
        assertThat(lastingSummary(here).at("/product/version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void readsAccessesFromStandardInput() throws Exception {
        Path byName = folder.resolve("by-name");
        Run.ofJar(replay(byName)).isDone();
        Path all = Files.write(folder.resolve("all.ndjson"), Files.readAllBytes(CONTACT_CREATOR));
        try (OutputStream more = Files.newOutputStream(all, java.nio.file.StandardOpenOption.APPEND)) {
            Files.copy(ORGANISE, more);
        }
        Path packed = folder.resolve("all.ndjson.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(all, gzip);
        }
        Path piped = folder.resolve("piped");
        Run.ofJar(
                        List.of(),
                        packed,
                        "replay",
                        "--membership",
                        MEMBERSHIP,
                        "--credentials",
                        CREDENTIALS,
                        "--accesses",
                        "-",
                        "--policy",
                        POLICY,
                        "--quiet",
                        "--out",
                        piped)
                .isDone();
        assertThat(alertIds(piped)).isNotEmpty().isEqualTo(alertIds(byName));
        JsonNode input = lastingSummary(piped).at("/inputs/access/0");
        assertThat(input.path("path").asText()).isEqualTo("-");
        assertThat(input.path("compression").asText()).isEqualTo("gzip");
        assertThat(input.path("bytes").asLong()).isEqualTo(Files.size(packed));
        assertThat(input.path("sha256").asText()).isEqualTo(StoryFiles.sha256(packed));
    }

    @Test
    void readsMembershipEventsFromStandardInput() throws Exception {
        Path piped = folder.resolve("piped");
        Run.ofJar(
                        List.of(),
                        MEMBERSHIP,
                        "replay",
                        "--membership",
                        "-",
                        "--credentials",
                        CREDENTIALS,
                        "--accesses",
                        ORGANISE,
                        CONTACT_CREATOR,
                        "--policy",
                        POLICY,
                        "--quiet",
                        "--out",
                        piped)
                .isDone();
        Path byName = folder.resolve("by-name");
        Run.ofJar(replay(byName)).isDone();
        assertThat(alertIds(piped)).isNotEmpty().isEqualTo(alertIds(byName));
    }

    @Test
    void exitsWithStatus3OnOpenAlertsWhenAsked() throws Exception {
        assertThat(Run.ofJar(replay(folder.resolve("out"), "--fail-on-alerts")).status())
                .isEqualTo(3);
    }

    @Test
    void failsWhereWhatItPrintsIsLostButNotWhereAPipesReaderHasSeenEnough() throws Exception {
        Path said = folder.resolve("said.txt");
        Path full = Path.of("/dev/full");
        assertThat(status("exec \"$@\" >" + full + " 2>" + said, folder.resolve("lost")))
                .isEqualTo(1);
        assertThat(Files.readString(said))
                .isEqualTo(
                        "leaverwatch: failed: Standard output could not be written. What was asked for is done but for"
                                + " that.\n");
        assertThat(folder.resolve("lost/summary.json")).exists();
        String untilClosed = "{ \"$@\" 2>" + said + "; echo $? >" + folder + "/status; } | exec true";
        assertThat(status(untilClosed, folder.resolve("piped"))).isZero();
        assertThat(Files.readString(folder.resolve("status"))).isEqualTo("0\n");
        assertThat(said).isEmptyFile();
    }

    private static int status(String script, Path out) throws Exception {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        words.addAll(Run.command(List.of(), replay(out)));
        words.remove("--quiet");
        return new ProcessBuilder(words).start().waitFor();
    }

    /** The run cannot end by itself, since its input does not. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void stopsCleanlyOnASignal(String signal, int status) throws Exception {
        Path out = folder.resolve("out");
        Path said = folder.resolve("said.txt");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process process = new ProcessBuilder(command(temporary, out))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
        try (BufferedWriter lines = process.outputWriter()) {
            String line = Files.readAllLines(ORGANISE).get(0);
            for (int i = 0; i < 20_000; i++) {
                lines.write(line.replace("org-0001", "org-" + i).replace("p.wetherby", "m.penhaligon"));
                lines.write('\n');
            }
            lines.flush(); // returns when nearly all of it was read: a pipe holds little
            waitForFlink(out);
            assertThat(Listeners.openToOthers(process.pid())).isEmpty();
            Run.signal(process, signal);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } catch (java.io.IOException e) {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue(); // closing a pipe that nobody reads any more
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(status);
        assertThat(Files.readAllLines(said))
                .singleElement()
                .asString()
                .contains("stopped before the end", out.toString());
        assertThat(out).doesNotExist();
        assertThat(temporary).isEmptyDirectory();
    }

    private static void waitForFlink(Path out) {
        Await.until("Flink has started", Await.PATIENCE, () -> {
            try (var entries = Files.walk(out)) {
                return entries.anyMatch(entry -> entry.getFileName().toString().startsWith("blobStore"));
            }
        });
    }

    private static List<String> command(Path temporary, Path out) {
        return Run.interruptible(
                List.of("-Djava.io.tmpdir=" + temporary),
                "replay",
                "--membership",
                MEMBERSHIP,
                "--credentials",
                CREDENTIALS,
                "--accesses",
                "-",
                "--out",
                out);
    }
}
