package io.leaverwatch.bench;

/** A measurement that can't be made or is not valid, in a sentence for the person who asked for it. */
final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchFailure(String message) {
        super(message);
    }
}
