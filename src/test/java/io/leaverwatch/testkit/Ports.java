package io.leaverwatch.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Free ports of the loopback for processes that must know theirs beforehand. They lie below the ones that the kernel
 * gives to outgoing connections: a client that keeps trying to reach a stopped server could else be given the server's own
 * port, and connect to itself. None is given twice: what it was given for may take seconds until it listens.
 */
final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();
    /** What Java, Kafka and Flink say of a port that another program has. */
    private static final Pattern TAKEN =
            Pattern.compile("Address already in use|on any port in|in specified port range");

    private Ports() {}

    /** Starts something on ports of its own. */
    interface Start<T> {
        /** @throws IOException with the reason in its message */
        T on(List<Integer> ports) throws IOException, InterruptedException;
    }

    /** Starts something on that many free ports; on others where, until it listened, another program had taken one. */
    static <T> T use(int count, Start<T> start) throws IOException, InterruptedException {
        for (int left = 2; ; left--) {
            try {
                return start.on(free(count));
            } catch (IOException e) {
                if (left == 0 || !TAKEN.matcher(String.valueOf(e.getMessage())).find()) {
                    throw e;
                }
            }
        }
    }

    /** Returns that many ports, all different and new, on which nothing listened a moment ago. */
    static List<Integer> free(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int tries = 0; held.size() < count && tries < TRIES; tries++) {
                int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
                if (!GIVEN.add(port)) {
                    continue;
                }
                try {
                    held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                } catch (IOException taken) {
                    // Another program listens there: try another one.
                }
            }
            if (held.size() < count) {
                throw new IOException("Found no " + count + " free ports between " + LOWEST + " and " + HIGHEST + ".");
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }
}
