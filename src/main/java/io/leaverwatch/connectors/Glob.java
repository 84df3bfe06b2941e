package io.leaverwatch.connectors;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * Expands a pattern as a shell does where it was quoted: {@code *} and {@code ?} within a name, {@code **} across
 * folders, {@code [...]} and {@code {a,b}}. Names that begin with a dot match only a pattern that names the dot.
 */
final class Glob {
    private static final String ANY_FOLDERS = "**/";

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
        List<PathMatcher> matchers = new ArrayList<>();
        try {
            for (String one : withoutFolders(rest)) {
                matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + one));
            }
        } catch (PatternSyntaxException e) {
            return List.of();
        }
        boolean isDeep = rest.contains("**");
        int depth = isDeep
                ? Integer.MAX_VALUE
                : 1 + (int) rest.chars().filter(c -> c == '/').count();
        boolean namesDot = rest.startsWith(".") || rest.contains("/.");
        return files(folder, depth).stream()
                .map(folder::relativize)
                .filter(path -> matchers.stream().anyMatch(matcher -> matcher.matches(path)))
                .filter(path -> namesDot || !isHidden(path))
                .map(path -> root + path)
                .sorted()
                .toList();
    }

    /** The pattern, and what it is where some of its {@code **}{@code /} stand for no folder at all. */
    private static Set<String> withoutFolders(String pattern) {
        Set<String> all = new LinkedHashSet<>(List.of(pattern));
        for (int at = pattern.indexOf(ANY_FOLDERS); at >= 0; at = pattern.indexOf(ANY_FOLDERS, at + 1)) {
            if (at == 0 || pattern.charAt(at - 1) == '/') {
                all.addAll(withoutFolders(pattern.substring(0, at) + pattern.substring(at + ANY_FOLDERS.length())));
            }
        }
        return all;
    }

    private static List<Path> files(Path folder, int depth) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!attributes.isDirectory()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof FileSystemLoopException) {
                    return FileVisitResult.CONTINUE; // what is in there is found without the link
                }
                throw e;
            }
        });
        return files;
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
