package io.leaverwatch.testkit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicInteger;

/** Working folders of started processes, under target/testkit, where their logs stay until the next clean build. */
final class Folders {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Folders() {}

    /** Makes a new folder whose name begins with a word. */
    static Path create(String word) throws IOException {
        String name = word + "-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        Path folder = Path.of("target", "testkit", name).toAbsolutePath();
        delete(folder);
        return Files.createDirectories(folder);
    }

    /** Deletes a folder and what is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
