package io.leaverwatch.connectors;

import static io.leaverwatch.connectors.Packed.gzip;
import static io.leaverwatch.connectors.Packed.joined;
import static io.leaverwatch.connectors.Packed.zstd;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedTest {
    private static final byte[] TEXT = "{\"eventId\":\"a-1\"}\n".repeat(3000).getBytes(UTF_8);
    private static final byte[] MORE = "the second part".getBytes(UTF_8);
    /** Does not shrink, so that a cut falls inside it. */
    private static final byte[] NOISE = noise();

    @TempDir
    Path folder;

    @Test
    void readsAPlainFile() throws IOException {
        assertThat(unpacked(TEXT)).isEqualTo(TEXT);
        assertThat(unpacked(new byte[0])).isEmpty();
    }

    @Test
    void readsAllMembersOfAGzipFile() throws IOException {
        assertThat(unpacked(gzip(TEXT))).isEqualTo(TEXT);
        assertThat(unpacked(gzip(new byte[0]))).isEmpty();
        byte[] members = joined(gzip(TEXT), gzip(new byte[0]), gzip(NOISE), gzip(MORE));
        assertThat(unpacked(members)).isEqualTo(joined(TEXT, NOISE, MORE));
        assertThat(unpacked(joined(members, new byte[512]))).isEqualTo(joined(TEXT, NOISE, MORE));
    }

    @Test
    void readsAGzipHeaderWithAllItsParts() throws IOException {
        byte[] packed = gzip(TEXT);
        byte[] header = Arrays.copyOf(packed, 10);
        header[3] = 2 | 4 | 8 | 16;
        byte[] parts = {3, 0, 'x', 'y', 'z', 'n', 'a', 'm', 'e', 0, 'c', 0, 1, 2};
        assertThat(unpacked(joined(header, parts, Arrays.copyOfRange(packed, 10, packed.length))))
                .isEqualTo(TEXT);
    }

    @Test
    void readsAllFramesOfAZstandardFile() throws IOException {
        assertThat(unpacked(zstd(TEXT))).isEqualTo(TEXT);
        byte[] skipped = {0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 9, 9};
        assertThat(unpacked(joined(skipped, zstd(TEXT), zstd(NOISE), skipped, zstd(MORE))))
                .isEqualTo(joined(TEXT, NOISE, MORE));
    }

    @Test
    void failsWhereverAGzipFileIsCutOff() {
        byte[] members = joined(gzip(MORE), gzip(NOISE), gzip(MORE));
        int firstEnd = gzip(MORE).length;
        int secondEnd = firstEnd + gzip(NOISE).length;
        for (int length = 2; length < members.length; length++) {
            if (length == firstEnd || length == secondEnd || (length > firstEnd + 60 && length < secondEnd - 60)) {
                continue;
            }
            byte[] cut = Arrays.copyOf(members, length);
            assertThatThrownBy(() -> unpacked(cut))
                    .as("%d of %d", length, members.length)
                    .isInstanceOf(InputUnreadable.class)
                    .hasMessageMatching(
                            "cannot read a.in: its gzip data is cut off, after \\d+ bytes of text were unpacked");
        }
    }

    @Test
    void failsWhereverAZstandardFileIsCutOff() {
        byte[] frames = joined(zstd(MORE), zstd(NOISE));
        int firstEnd = zstd(MORE).length;
        for (int length = 4; length < frames.length; length += length < firstEnd + 40 ? 1 : 97) {
            if (length == firstEnd) {
                continue;
            }
            byte[] cut = Arrays.copyOf(frames, length);
            assertThatThrownBy(() -> unpacked(cut))
                    .as("%d of %d", length, frames.length)
                    .isInstanceOf(InputUnreadable.class)
                    .hasMessageMatching(
                            "cannot read a.in: its zstd data is cut off, after \\d+ bytes of text were unpacked");
        }
    }

    @Test
    void failsWhereCompressedDataIsBroken() {
        byte[] crc = gzip(NOISE);
        crc[crc.length - 8] ^= 1;
        byte[] size = gzip(NOISE);
        size[size.length - 1] ^= 1;
        byte[] block = gzip(TEXT);
        block[10] = 7;
        byte[] method = gzip(TEXT);
        method[2] = 9;
        byte[] frame = zstd(TEXT);
        frame[frame.length / 2] ^= 0x55;
        byte[] garbage = joined(gzip(TEXT), MORE);
        byte[] mixed = joined(zstd(TEXT), MORE);
        for (byte[] broken : new byte[][] {crc, size, block, method, frame, garbage, mixed}) {
            assertThatThrownBy(() -> unpacked(broken))
                    .isInstanceOf(InputUnreadable.class)
                    .hasMessageContaining("cannot read a.in: its ")
                    .hasMessageContaining("data is broken");
        }
    }

    @Test
    void failsWhereAFileBecameShorter() throws IOException {
        Path path = Files.write(folder.resolve("a.in"), TEXT);
        InputFile file = file(path, TEXT.length + 1);
        assertThatThrownBy(() -> read(file))
                .hasMessage(
                        "cannot read a.in: it became shorter than " + (TEXT.length + 1) + " bytes while it was read");
    }

    @Test
    void readsNothingThatWasAppendedToAFile() throws IOException {
        Path path = Files.write(folder.resolve("a.in"), TEXT);
        assertThat(read(file(path, TEXT.length - 5))).isEqualTo(Arrays.copyOf(TEXT, TEXT.length - 5));
    }

    @Test
    void tellsAStreamsCompressionByItsFirstBytes() throws IOException {
        InputStream before = System.in;
        try {
            for (byte[] packed : new byte[][] {TEXT, gzip(TEXT), zstd(TEXT)}) {
                System.setIn(new ByteArrayInputStream(packed));
                InputFile file = new InputFile(Place.ofFile(InputKind.ACCESS, 0, "-"), null, Compression.NONE, -1);
                assertThat(read(file)).isEqualTo(TEXT);
            }
        } finally {
            System.setIn(before);
        }
    }

    private byte[] unpacked(byte[] packed) throws IOException {
        Path path = Files.write(folder.resolve("a.in"), packed);
        return read(file(path, packed.length));
    }

    private static InputFile file(Path path, long size) throws IOException {
        byte[] head = Arrays.copyOf(Files.readAllBytes(path), 4);
        return new InputFile(Place.ofFile(InputKind.ACCESS, 0, "a.in"), path.toString(), Compression.of(head, 4), size);
    }

    private static byte[] read(InputFile file) throws IOException {
        try (InputStream in = Unpacked.open(file, new Progress(-1))) {
            return in.readAllBytes();
        }
    }

    private static byte[] noise() {
        byte[] noise = new byte[40_000];
        new Random(1).nextBytes(noise);
        return noise;
    }
}
