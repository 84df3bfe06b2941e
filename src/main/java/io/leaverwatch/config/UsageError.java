package io.leaverwatch.config;

/** What the user gave cannot be used. The message is one sentence that names what came and what is allowed. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence, shown to the user as it is */
    public UsageError(String message) {
        super(message);
    }

    /**
     * @param message one sentence, shown to the user as it is
     * @param cause what was noticed first; not shown
     */
    public UsageError(String message, Throwable cause) {
        super(message, cause);
    }
}
