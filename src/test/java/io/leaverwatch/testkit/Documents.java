package io.leaverwatch.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What documents show to be run, and whether this machine has what that needs. */
public final class Documents {
    private static final Pattern BLOCK = Pattern.compile("(?s)\n```\n(.*?)\n```\n");

    private Documents() {}

    /** The blocks of a document that name no language, in order. */
    public static List<String> blocks(String document) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of(document)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** Whether a program is found where a shell looks for it. */
    public static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
