package io.leaverwatch.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a process of this machine takes connections, as Linux says. */
public final class Listeners {
    /** 127.0.0.1, and the same as an address of IPv6; ::1. */
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

    private static final String LISTENS = "0A";

    private Listeners() {}

    /** The addresses, as Linux writes them, on which others can reach the process. */
    public static List<String> openToOthers(long pid) throws IOException {
        return of(pid).stream()
                .filter(address -> !LOOPBACK.contains(address.substring(0, address.indexOf(':'))))
                .toList();
    }

    /** All addresses on which the process listens, as {@code ADDRESS:PORT} in hexadecimal. */
    public static List<String> of(long pid) throws IOException {
        Path process = Path.of("/proc/" + pid);
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            for (Path descriptor : open.toList()) {
                sockets.add(target(descriptor));
            }
        }
        List<String> listening = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            for (String line : Files.readAllLines(process.resolve(table))) {
                List<String> words = List.of(line.strip().split(" +", -1));
                if (words.size() > 9
                        && words.get(3).equals(LISTENS)
                        && sockets.contains("socket:[" + words.get(9) + "]")) {
                    listening.add(words.get(1));
                }
            }
        }
        return listening;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // It was closed meanwhile.
        }
    }
}
