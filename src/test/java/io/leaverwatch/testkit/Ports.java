package io.leaverwatch.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback for processes that must know theirs beforehand. They lie below the ones that the kernel
 * gives to outgoing connections: a client that keeps trying to reach a stopped server could else be given the server's own
 * port, and connect to itself.
 */
final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 1_000;

    private Ports() {}

    /** Returns that many ports, all different, on which nothing listened a moment ago. */
    static List<Integer> free(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int tries = 0; held.size() < count && tries < TRIES; tries++) {
                int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
                try {
                    held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                } catch (IOException taken) {
                    // Another program listens there, or this loop already does: try another one.
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
