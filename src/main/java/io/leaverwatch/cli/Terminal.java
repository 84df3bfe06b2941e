package io.leaverwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person looks at what the program prints. */
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

    /** Java knows only about input and output together; Linux says what each one is. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }
}
