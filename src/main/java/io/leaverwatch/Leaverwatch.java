package io.leaverwatch;

import io.leaverwatch.cli.CommandRunner;
import java.io.PrintWriter;

/** Starts the command line. */
public final class Leaverwatch {
    private Leaverwatch() {}

    /**
     * Runs one command and ends the JVM with its exit status.
     *
     * @param args the words of the command line
     */
    public static void main(String[] args) {
        int status = CommandRunner.run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args);
        System.out.flush();
        // Flink's threads may still be winding down; nothing that they hold matters any more.
        System.exit(status);
    }
}
