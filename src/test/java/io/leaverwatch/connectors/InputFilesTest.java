package io.leaverwatch.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.leaverwatch.config.UsageError;
import io.leaverwatch.connectors.InputFiles.Given;
import io.leaverwatch.formats.InputKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectories(folder.resolve("deep/er"));
        for (String name : List.of(
                "b.ndjson",
                "a.ndjson",
                "a2.ndjson",
                ".hidden.ndjson",
                "deep/c.ndjson",
                "deep/er/d.ndjson",
                "x[1].log")) {
            Files.write(folder.resolve(name), name.getBytes(UTF_8));
        }
        Files.createDirectory(folder.resolve("folder.ndjson"));
        Files.write(folder.resolve("packed"), Packed.gzip("x".getBytes(UTF_8)));
        Files.write(folder.resolve("packed.zst"), Packed.zstd("x".getBytes(UTF_8)));
        Files.write(folder.resolve("plain.gz"), "{}".getBytes(UTF_8));
        Files.write(folder.resolve("empty.gz"), new byte[0]);
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a.ndjson"));
    }

    @Test
    void noticesAFileThatIsAnotherOrWasChangedSinceItWasFoundAndNotWhatWasAppended() throws IOException {
        for (String name : List.of("replaced", "rewritten", "shortened", "appended", "gone", "same")) {
            Path file = folder.resolve(name);
            Files.writeString(file, "first");
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        }
        Files.writeString(folder.resolve("other"), "other and longer");

        assertThat(sinceFound("same", file -> {})).isNull();
        assertThat(sinceFound("appended", file -> Files.writeString(file, "more", APPEND)))
                .isNull();
        assertThat(sinceFound("replaced", file -> Files.move(folder.resolve("other"), file, REPLACE_EXISTING)))
                .endsWith("replaced: another file took its name while it was read");
        assertThat(sinceFound("rewritten", file -> Files.writeString(file, "other")))
                .endsWith("rewritten: it was changed while it was read");
        assertThat(sinceFound("shortened", file -> Files.writeString(file, "fir")))
                .endsWith("shortened: it was changed while it was read");
        assertThat(sinceFound("gone", Files::delete)).startsWith("cannot read ").endsWith("gone: no such file");
    }

    private interface Change {
        void of(Path file) throws IOException;
    }

    /** Null where nothing is wrong. */
    private String sinceFound(String name, Change change) throws IOException {
        try (InputFiles files = InputFiles.find(List.of(new Given(InputKind.ACCESS, List.of(path(name)))), folder)) {
            change.of(folder.resolve(name));
            files.checkUnchanged();
            return null;
        } catch (InputUnreadable e) {
            return e.getMessage();
        }
    }

    @Test
    void numbersInputsInTheOrderGiven() {
        try (InputFiles files = InputFiles.find(
                List.of(
                        new Given(InputKind.ACCESS, List.of(path("b.ndjson"), path("a.ndjson"))),
                        new Given(InputKind.LINK, List.of()),
                        new Given(InputKind.MEMBERSHIP, List.of(path("deep/c.ndjson")))),
                folder)) {
            assertThat(files.all())
                    .extracting(
                            f -> f.place().kind(),
                            f -> f.place().sourceOrder(),
                            f -> f.place().source(),
                            InputFile::size)
                    .containsExactly(
                            tuple(InputKind.ACCESS, 0, path("b.ndjson"), 8L),
                            tuple(InputKind.ACCESS, 1, path("a.ndjson"), 8L),
                            tuple(InputKind.MEMBERSHIP, 2, path("deep/c.ndjson"), 13L));
            assertThat(files.of(InputKind.ACCESS)).hasSize(2);
            assertThat(files.of(InputKind.LINK)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *.ndjson            | a.ndjson a2.ndjson b.ndjson
            a?.ndjson           | a2.ndjson
            [ab].ndjson         | a.ndjson b.ndjson
            {b,a2}.ndjson       | a2.ndjson b.ndjson
            */*.ndjson          | deep/c.ndjson
            d*p/er/*            | deep/er/d.ndjson
            **.ndjson           | a.ndjson a2.ndjson b.ndjson deep/c.ndjson deep/er/d.ndjson
            deep/**.ndjson      | deep/c.ndjson deep/er/d.ndjson
            **/*.ndjson         | a.ndjson a2.ndjson b.ndjson deep/c.ndjson deep/er/d.ndjson
            deep/**/*.ndjson    | deep/c.ndjson deep/er/d.ndjson
            **/er/**/d.ndjson   | deep/er/d.ndjson
            .h*                 | .hidden.ndjson
            x[1].log            | x[1].log
            """)
    void expandsAPatternInTheOrderOfNames(String pattern, String names) {
        try (InputFiles files = find(path(pattern))) {
            assertThat(files.all())
                    .extracting(file -> file.place().source())
                    .containsExactly(
                            Arrays.stream(names.split(" ")).map(this::path).toArray(String[]::new));
        }
    }

    @Test
    void tellsCompressionByTheFirstBytes() {
        try (InputFiles files = find(path("packed"), path("packed.zst"), path("a.ndjson"))) {
            assertThat(files.all())
                    .extracting(InputFile::compression)
                    .containsExactly(Compression.GZIP, Compression.ZSTD, Compression.NONE);
        }
    }

    @Test
    void saysWhatCannotBeRead() {
        assertError(path("none"), "no such file: " + path("none"));
        assertError(path("*.csv"), "no file matches " + path("*.csv"));
        assertError(path("none/*.csv"), "no file matches " + path("none/*.csv"));
        assertError(
                path("deep"),
                path("deep") + " is a folder; give its files, for example \"" + path("deep") + "/*.ndjson\"");
        assertError("", "an empty name was given as an input file");
        assertError(
                path("plain.gz"),
                "cannot read " + path("plain.gz") + ": it is named .gz, but does not begin as such a file does");
        assertError(
                path("empty.gz"),
                "cannot read " + path("empty.gz") + ": it is named .gz, but does not begin as such a file does");
        assertError("a\u0000b", "not a file name: Nul character not allowed");
    }

    @Test
    void takesNoFileTwice() {
        assertThatThrownBy(() -> find(path("a.ndjson"), path("*.ndjson")))
                .isInstanceOf(UsageError.class)
                .hasMessage("the file " + path("a.ndjson") + " was given twice");
        assertThatThrownBy(() -> find(path("link"), path("deep/../a.ndjson")))
                .hasMessage("the file " + path("deep/../a.ndjson") + " was given twice, first as " + path("link"));
        assertThatThrownBy(() -> InputFiles.find(
                        List.of(
                                new Given(InputKind.LINK, List.of(path("a.ndjson"))),
                                new Given(InputKind.ACCESS, List.of(path("a.ndjson")))),
                        folder))
                .hasMessage("the file " + path("a.ndjson") + " was given twice (for link and for access)");
        assertThatThrownBy(() -> InputFiles.find(
                        List.of(
                                new Given(InputKind.MEMBERSHIP, List.of("-")),
                                new Given(InputKind.ACCESS, List.of("-"))),
                        folder))
                .hasMessage("standard input (-) can be given only once");
        Assumptions.assumeFalse(Files.isRegularFile(Path.of("/dev/stdin")), "a file: that one twice is the same error");
        assertThatThrownBy(() -> InputFiles.find(
                        List.of(
                                new Given(InputKind.ACCESS, List.of("/dev/stdin")),
                                new Given(InputKind.MEMBERSHIP, List.of("-"))),
                        folder))
                .hasMessage("standard input (-) can be given only once");
    }

    @Test
    void doesNotFollowALinkRoundAndRound() throws IOException {
        Files.createSymbolicLink(Path.of(path("deep/round")), Path.of(path("deep")));
        try (InputFiles files = find(path("deep/**.ndjson"))) {
            assertThat(files.all()).hasSize(2);
        }
    }

    @Test
    void copiesStandardInputThatIsReadTwiceAndDeletesTheCopy() throws IOException {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(Packed.gzip("x".getBytes(UTF_8))));
        Path copy;
        try (InputFiles files = InputFiles.find(List.of(new Given(InputKind.MEMBERSHIP, List.of("-"))), folder)) {
            InputFile file = files.all().get(0);
            copy = Path.of(file.path());
            assertThat(file.place().source()).isEqualTo("-");
            assertThat(file.compression()).isEqualTo(Compression.GZIP);
            assertThat(file.isStream()).isFalse();
            assertThat(copy).exists();
        } finally {
            System.setIn(before);
        }
        assertThat(copy).doesNotExist();
    }

    @Test
    void readsAccessesFromStandardInputAsTheyCome() {
        try (InputFiles files = find("-")) {
            assertThat(files.all())
                    .singleElement()
                    .satisfies(file -> assertThat(file.isStream()).isTrue());
        }
    }

    private void assertError(String word, String message) {
        assertThatThrownBy(() -> find(word)).isInstanceOf(UsageError.class).hasMessage(message);
    }

    private InputFiles find(String... words) {
        return InputFiles.find(List.of(new Given(InputKind.ACCESS, List.of(words))), folder);
    }

    private String path(String name) {
        return folder + "/" + name;
    }
}
