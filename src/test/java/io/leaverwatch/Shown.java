package io.leaverwatch;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The program in place of Leaverwatch. */
final class Shown {
    private Shown() {}

    public static void main(String[] words) throws InterruptedException {
        if (words[words.length - 1].equals("fill")) {
            fill();
        }
        StringBuilder text = new StringBuilder();
        switch (words[0]) {
            case "exit" -> System.exit(Integer.parseInt(words[1]));
            case "property" -> text.append(System.getProperty(words[1]));
            default ->
                Stream.of(words).forEach(word -> text.append('[').append(word).append(']'));
        }
        byte[] bytes = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
        if (words[0].equals("wait")) {
            Thread.currentThread().join();
        }
    }

    /** Takes all memory, and goes on as if nothing had happened. */
    @SuppressWarnings("InfiniteLoopStatement")
    private static void fill() {
        Object[] all = {};
        while (true) {
            try {
                all = new Object[] {all, new byte[1 << 16]};
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait();
            }
        }
    }
}
