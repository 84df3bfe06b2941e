package io.leaverwatch.connectors;

import io.leaverwatch.config.Reasons;
import java.io.IOException;
import org.apache.flink.util.SerializedThrowable;

/** An input that cannot be read to its end. The message is one sentence that names the input and what is wrong. */
public final class InputUnreadable extends IOException {
    private static final long serialVersionUID = 1L;

    /** One sentence, shown to the user as it is. */
    public InputUnreadable(String message) {
        super(message);
    }

    /** As above; the cause is not shown. */
    public InputUnreadable(String message, Throwable cause) {
        super(message, cause);
    }

    /** What went wrong with an input, in words. */
    static InputUnreadable of(String source, IOException failure) {
        if (failure instanceof InputUnreadable unreadable) {
            return unreadable;
        }
        return new InputUnreadable("cannot read " + source + ": " + Reasons.of(failure), failure);
    }

    /** The one among a failure's causes, also where Flink has packed it; null where there is none. */
    public static InputUnreadable in(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 100; depth++) {
            Throwable unpacked = cause instanceof SerializedThrowable packed
                    ? packed.deserializeError(InputUnreadable.class.getClassLoader())
                    : cause;
            if (unpacked instanceof InputUnreadable unreadable) {
                return unreadable;
            }
            cause = unpacked.getCause() == cause ? null : unpacked.getCause();
        }
        return null;
    }
}
