package io.leaverwatch.cli;

import static io.leaverwatch.cli.StoryFiles.CONTACT_CREATOR;
import static io.leaverwatch.cli.StoryFiles.MEMBERSHIP;
import static io.leaverwatch.cli.StoryFiles.ORGANISE;
import static io.leaverwatch.cli.StoryFiles.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user can get wrong, with the built jar: status 2, one sentence, and nothing under the final names. */
class WrongUsageITCase {
    @TempDir
    private Path folder;

    @AfterEach
    void leavesNoResultsBehind() {
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void refusesAMissingFile() throws Exception {
        replay("--membership", folder.resolve("none.ndjson"), "--accesses", ORGANISE)
                .isWrongUsage("none.ndjson", "no such file");
        replay("--membership", MEMBERSHIP, "--accesses", folder + "/*.ndjson").isWrongUsage("no file matches");
        replay("--membership", MEMBERSHIP, "--accesses", ORGANISE, "--policy", folder.resolve("none.yaml"))
                .isWrongUsage("none.yaml", "does not exist");
    }

    @Test
    void refusesAFolderAsAnInput() throws Exception {
        replay("--membership", folder, "--accesses", ORGANISE).isWrongUsage("is a folder");
    }

    @Test
    void refusesAnOutputFolderThatCannotBeMade() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Run.ofJar("replay", "--membership", MEMBERSHIP, "--accesses", ORGANISE, "--out", file.resolve("below"))
                .isWrongUsage("--out", "cannot be written to");
        Run.ofJar("replay", "--membership", MEMBERSHIP, "--accesses", ORGANISE, "--out", file)
                .isWrongUsage("--out", "is a file");
        Run.ofJar("replay", "--membership", MEMBERSHIP, "--accesses", ORGANISE, "--out", "")
                .isWrongUsage("--out is empty; give a folder");
        assertThat(file).isEmptyFile();
    }

    @Test
    void refusesWhatTheUserHasNoRightTo() throws Exception {
        // Nobody may do what root may, so that the test means the same whoever runs it.
        boolean isRoot = System.getProperty("user.name").equals("root");
        List<String> asNobody =
                isRoot ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") : List.of();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Path secret = Files.copy(ORGANISE, folder.resolve("secret.ndjson"));
        Path members = Files.copy(MEMBERSHIP, folder.resolve("members.ndjson"));
        Path accesses = Files.copy(ORGANISE, folder.resolve("accesses.ndjson"));
        Path jar = Files.copy(Path.of("target/leaverwatch-all.jar"), folder.resolve("program.jar"));
        for (Path readable : List.of(members, accesses, jar)) {
            Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("r--r--r--"));
        }
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));

        Run.as(asNobody, jar, "replay", "--membership", members, "--accesses", accesses, "--out", closed.resolve("out"))
                .isWrongUsage("--out " + closed.resolve("out") + ": cannot be written to (permission denied)");
        Run.as(asNobody, jar, "replay", "--membership", members, "--accesses", accesses, "--out", closed)
                .isWrongUsage("--out " + closed + ": cannot be written to (permission denied)");
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Run.as(asNobody, jar, "replay", "--membership", members, "--accesses", secret, "--out", open)
                .isWrongUsage("cannot read " + secret + ": permission denied");
        assertThat(closed).isEmptyDirectory();
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void refusesAnOutputFolderThatHoldsResults() throws Exception {
        Path held = Files.createDirectory(folder.resolve("held"));
        Files.writeString(held.resolve("alerts.ndjson"), "old");
        Run.ofJar("replay", "--membership", MEMBERSHIP, "--accesses", ORGANISE, "--out", held)
                .isWrongUsage("alerts.ndjson", "--force");
        assertThat(held.resolve("alerts.ndjson")).hasContent("old");
    }

    @Test
    void refusesAnUnknownPolicyKey() throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), "coverage: {gaap: PT6H}\n");
        replay("--membership", MEMBERSHIP, "--accesses", ORGANISE, "--policy", policy)
                .isWrongUsage("coverage", "gaap", "gap");
    }

    @Test
    void refusesANegativeDuration() throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), "grace: -PT5M\n");
        replay("--membership", MEMBERSHIP, "--accesses", ORGANISE, "--policy", policy)
                .isWrongUsage("grace", "-PT5M");
    }

    @Test
    void refusesStandardInputTwice() throws Exception {
        replay("--membership", "-", "--accesses", "-").isWrongUsage("standard input", "only once");
    }

    @Test
    void refusesATruncatedGzip() throws Exception {
        Path whole = folder.resolve("whole.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            Files.copy(CONTACT_CREATOR, out);
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length - 200));
        replay("--membership", MEMBERSHIP, "--accesses", cut, ORGANISE).isWrongUsage("cut.gz", "cut off");
        replay("--membership", cut, "--accesses", ORGANISE).isWrongUsage("cut.gz", "cut off");
    }

    @Test
    void refusesACorruptZstandardFile() throws Exception {
        byte[] bytes = com.github.luben.zstd.Zstd.compress(Files.readAllBytes(CONTACT_CREATOR));
        bytes[bytes.length / 2] ^= 0x55;
        Path broken = Files.write(folder.resolve("broken.zst"), bytes);
        replay("--membership", MEMBERSHIP, "--accesses", broken).isWrongUsage("broken.zst");
    }

    @Test
    void keepsForcedOldResultsWhenAnInputCannotBeRead() throws Exception {
        Path held = Files.createDirectory(folder.resolve("held"));
        Files.writeString(held.resolve("alerts.ndjson"), "old");
        Path cut = Files.write(folder.resolve("cut.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0});
        Run.ofJar("replay", "--membership", MEMBERSHIP, "--accesses", cut, "--policy", POLICY, "--force", "--out", held)
                .isWrongUsage("cut.gz");
        assertThat(held.resolve("alerts.ndjson")).hasContent("old");
        assertThat(held).isDirectoryNotContaining(file -> !file.endsWith("alerts.ndjson"));
    }

    private Run replay(Object... words) throws IOException, InterruptedException {
        Object[] all = Arrays.copyOf(words, words.length + 3);
        System.arraycopy(new Object[] {"--out", folder.resolve("out")}, 0, all, words.length + 1, 2);
        System.arraycopy(words, 0, all, 1, words.length);
        all[0] = "replay";
        return Run.ofJar(all);
    }
}
