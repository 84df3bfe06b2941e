package io.leaverwatch;

import io.leaverwatch.cli.CommandRunner;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Starts the command line. */
public final class Leaverwatch {
    private Leaverwatch() {}

    /**
     * Runs one command and ends the JVM with its exit status. On a cluster the JVM is Flink's, which is told by how this
     * method ends instead.
     *
     * @param args the words of the command line
     * @throws IllegalStateException on a cluster, where the status is not 0; what went wrong was said
     */
    public static void main(String[] args) {
        boolean isOwnJvm = Leaverwatch.class.getClassLoader() == ClassLoader.getSystemClassLoader();
        if (isOwnJvm) {
            CommandRunner.headStart(args);
        }
        Charset charset = Charset.defaultCharset();
        int status = CommandRunner.run(
                new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset), args);
        System.out.flush();
        if (!isOwnJvm) {
            if (status != 0) {
                throw new IllegalStateException("leaverwatch ended with status " + status + "; see what it said above");
            }
            return;
        }
        // Flink's threads may still be winding down; nothing that they hold matters any more.
        System.exit(status);
    }
}
