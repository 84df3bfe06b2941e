package io.leaverwatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leaverwatch.connectors.InputFiles.Given;
import io.leaverwatch.formats.InputKind;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class InputHashTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(
            ints = {
                0,
                1,
                63,
                64,
                65,
                256 << 10,
                (256 << 10) + 1,
                10 * MEBIBYTE - 1,
                10 * MEBIBYTE,
                10 * MEBIBYTE + 63,
                11 * MEBIBYTE + 1
            })
    void hashesAPlainFileOfAnySize(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        assertHash(Files.write(folder.resolve("accesses.ndjson"), bytes));
    }

    @Test
    void hashesAPackedFileAsItIs() throws Exception {
        byte[] text = new byte[MEBIBYTE];
        assertHash(Files.write(folder.resolve("accesses.ndjson.gz"), Packed.gzip(text)));
        assertHash(Files.write(folder.resolve("accesses.ndjson.zst"), Packed.zstd(text)));
    }

    private void assertHash(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        try (InputFiles files =
                InputFiles.find(List.of(new Given(InputKind.ACCESS, List.of(file.toString()))), folder)) {
            Progress progress = Progress.start(files);
            assertThatThrownBy(() -> progress.digests(files))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(file + " was not read to its end");
            try (InputStream in = Unpacked.open(files.all().get(0), progress)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            assertThat(progress.digests(files)).singleElement().satisfies(digest -> {
                assertThat(digest.size()).isEqualTo(bytes.length);
                assertThat(digest.sha256()).isEqualTo(sha256);
            });
        }
    }
}
