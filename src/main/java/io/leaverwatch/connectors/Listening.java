package io.leaverwatch.connectors;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;

/** Whether anything listens where the brokers should be: a Kafka client logs each of its attempts to find out. */
final class Listening {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int TRY_MILLIS = 200;

    private Listening() {}

    /**
     * Waits until one of the brokers takes a connection.
     *
     * @param brokers as in bootstrap.servers. Addresses that are none, and names that no one knows, are left to Kafka's client,
     *     which refuses them at once
     * @param seconds to wait at most, about
     * @throws IOException that says why the last attempt failed
     */
    static void await(String brokers, int seconds) throws IOException, InterruptedException {
        List<String> addresses =
                Arrays.stream(brokers.split(",")).map(String::strip).toList();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            IOException reason = null;
            for (String address : addresses) {
                try {
                    connect(address);
                    return;
                } catch (IOException e) {
                    reason = e;
                }
            }
            if (System.nanoTime() > end) {
                throw reason;
            }
            TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
        }
    }

    private static void connect(String address) throws IOException {
        String host = Utils.getHost(address);
        Integer port = Utils.getPort(address);
        if (host == null || port == null || port > 0xffff) {
            return;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        } catch (UnknownHostException e) {
            // Kafka's client knows what to say.
        }
    }
}
