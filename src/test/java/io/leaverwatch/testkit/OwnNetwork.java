package io.leaverwatch.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a part of a test in a JVM of its own, with all that it starts, in a network that has only a loopback: what listens on
 * every interface is then not reached from elsewhere. Where the kernel allows no such network, as in many containers
 * without root, it runs in the network of the tests.
 */
public final class OwnNetwork {
    private static final String ENTER = """
            for how in --net '--map-root-user --net'; do
                # shellcheck disable=SC2086
                if unshare $how -- ip link set lo up 2>/dev/null; then
                    exec unshare $how -- sh -c 'ip link set lo up && exec "$@"' sh "$@"
                fi
            done
            echo 'No network of its own: unshare and ip are missing or not allowed.'
            exec "$@"
            """;

    private OwnNetwork() {}

    /** What a run gave: its exit status, and both its outputs together. */
    public record Result(int status, String output) {}

    /**
     * Runs a class to its end, with the class path of the tests.
     *
     * @param log the file that its output goes to as it comes
     * @param limit how long it may take; then it is ended, and with it what it started
     */
    public static Result run(Class<?> main, Path log, Duration limit) throws IOException, InterruptedException {
        Broker.lookUpLibraries();
        StandaloneCluster.lookUpLibraries();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                        List.of("sh", "-c", ENTER, "sh", java, "-Xmx256m", "-XX:TieredStopAtLevel=1", main.getName()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        boolean isOver = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
        if (!isOver) {
            // It ends what it started.
            process.destroy();
            isOver = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            throw new IOException(main + " did not end within " + limit.toSeconds() + " s: " + Files.readString(log));
        }
        return new Result(process.exitValue(), Files.readString(log));
    }
}
