package io.leaverwatch;

/** Starts the command line. */
public final class Leaverwatch {
    private Leaverwatch() {}

    /** @param args the words of the command line. */
    public static void main(String[] args) {
        System.exit(2);
    }
}
