package io.leaverwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the program prints into, and whether a person looks at it. */
final class Terminal {
    private static final int OUT = 1;
    private static final int ERR = 2;

    private Terminal() {}

    /** Whether colour may be used on standard output: a terminal, not a dumb one, and NO_COLOR not set. */
    static boolean hasColour() {
        String noColour = System.getenv("NO_COLOR");
        return (noColour == null || noColour.isEmpty()) && !"dumb".equals(System.getenv("TERM")) && isTerminal(OUT);
    }

    /** Whether a line on standard error may be drawn again and again. */
    static boolean hasProgressLine() {
        return !"dumb".equals(System.getenv("TERM")) && isTerminal(ERR);
    }

    /** Whether standard output is a pipe. */
    static boolean printsIntoPipe() {
        try {
            return target(OUT).startsWith("pipe:");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // Not Linux: nobody can tell.
        }
    }

    /** Java knows only about input and output together; Linux says what each one is. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = target(descriptor);
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }

    private static String target(int descriptor) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
    }
}
