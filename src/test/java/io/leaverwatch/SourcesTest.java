package io.leaverwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every source file keeps to, read from the files themselves. Surefire runs tests in the project's folder. */
class SourcesTest {
    private static final int MOST_LINES = 300;
    private static final Path SRC = Path.of("src");
    private static final Path DEPLOY = Path.of("deploy");
    /** Others' schemas, copied as they are. */
    private static final Path SCHEMAS = Path.of("src/test/resources/schemas");
    /** What people write and read; data of tests and stories may be longer. */
    private static final Set<String> WRITTEN =
            Set.of("java", "yaml", "yml", "md", "html", "css", "js", "sh", "properties", "xml");

    @Test
    void staysUnder300LinesInEachFile() {
        List<Path> written = Stream.of(SRC, DEPLOY)
                .flatMap(SourcesTest::files)
                .filter(SourcesTest::isWritten)
                .filter(file -> !file.startsWith(SCHEMAS))
                .toList();
        assertThat(written).isNotEmpty();
        assertThat(written.stream().filter(file -> lines(file) > MOST_LINES))
                .as("files of more than %d lines", MOST_LINES)
                .isEmpty();
    }

    @Test
    void saysWhatEachPackageIsFor() {
        Path main = SRC.resolve("main/java");
        List<Path> packages = files(main)
                .filter(file -> file.toString().endsWith(".java"))
                .map(Path::getParent)
                .distinct()
                .toList();
        assertThat(packages).isNotEmpty();
        assertThat(packages)
                .allSatisfy(folder ->
                        assertThat(folder.resolve("package-info.java")).isRegularFile());
    }

    private static boolean isWritten(Path file) {
        String name = file.getFileName().toString();
        boolean isScript = file.startsWith(DEPLOY) && !name.contains(".");
        return isScript || WRITTEN.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
