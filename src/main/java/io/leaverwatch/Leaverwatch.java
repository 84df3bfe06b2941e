package io.leaverwatch;

import io.leaverwatch.cli.CommandRunner;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Starts the command line. */
public final class Leaverwatch {
    private Leaverwatch() {}

    /**
     * Runs one command and ends the JVM with its exit status.
     *
     * @param args the words of the command line
     */
    public static void main(String[] args) {
        Charset charset = Charset.defaultCharset();
        int status = CommandRunner.run(
                new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset), args);
        System.out.flush();
        // Flink's threads may still be winding down; nothing that they hold matters any more.
        System.exit(status);
    }
}
