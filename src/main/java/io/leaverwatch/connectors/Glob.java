package io.leaverwatch.connectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Expands a pattern as a shell does where it was quoted: {@code *} and {@code ?} within a name, {@code **} across
 * folders, {@code [...]} and {@code {a,b}}. Names that begin with a dot match only a pattern that names the dot.
 */
final class Glob {
    private Glob() {}

    /** Whether the text has a character that makes it a pattern. */
    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /** The files, no folders, that match, in the order of their names' characters; empty where none does. */
    static List<String> expand(String pattern) throws IOException {
        int firstMeta = 0;
        while (!isPattern(pattern.substring(0, firstMeta + 1))) {
            firstMeta++;
        }
        int slash = pattern.lastIndexOf('/', firstMeta);
        String root = pattern.substring(0, slash + 1);
        String rest = pattern.substring(slash + 1);
        Path folder = Path.of(root.isEmpty() ? "." : root);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        PathMatcher matcher;
        try {
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
        } catch (PatternSyntaxException e) {
            return List.of();
        }
        boolean isDeep = rest.contains("**");
        int depth = isDeep
                ? Integer.MAX_VALUE
                : 1 + (int) rest.chars().filter(c -> c == '/').count();
        boolean namesDot = rest.startsWith(".") || rest.contains("/.");
        try (Stream<Path> found = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            return found.map(folder::relativize)
                    .filter(matcher::matches)
                    .filter(path -> namesDot || !isHidden(path))
                    .filter(path -> !Files.isDirectory(folder.resolve(path)))
                    .map(path -> root + path)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isHidden(Path path) {
        for (Path name : path) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
