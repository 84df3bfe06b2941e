package io.leaverwatch.jobs;

import io.leaverwatch.config.Reasons;
import io.leaverwatch.config.UsageError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.SerializedThrowable;

/** What a failure comes down to. Flink wraps failures of tasks several times, and serializes them on the way. */
public final class Failures {
    private static final String MORE_MEMORY =
            "ran out of memory; give it more, for example with LEAVERWATCH_OPTS=-Xmx8g, or read fewer files at once.";

    private Failures() {}

    /** The failure's root cause in one sentence. */
    public static String sentence(Throwable failure) {
        List<Throwable> causes = causes(failure);
        if (causes.stream().anyMatch(cause -> cause instanceof OutOfMemoryError)) {
            return MORE_MEMORY;
        }
        return Reasons.of(causes.get(causes.size() - 1)) + ".";
    }

    /** Whether a device had no space left. */
    static boolean isDiskFull(Throwable failure) {
        return causes(failure).stream()
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("No space left on device"));
    }

    /** The whole failure, line by line. */
    public static List<String> trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString().lines().toList();
    }

    /** The wrong usage that the failure comes down to, if it does. */
    static Optional<UsageError> usageError(Throwable failure) {
        return causes(failure).stream()
                .filter(cause -> cause instanceof UsageError)
                .map(cause -> (UsageError) cause)
                .findFirst();
    }

    /** The failure and its causes, outermost first, as they were before Flink serialized them. */
    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        Throwable cause = failure;
        while (cause != null && !causes.contains(cause)) {
            causes.add(cause);
            cause = original(cause.getCause());
        }
        return causes;
    }

    private static Throwable original(Throwable cause) {
        return cause instanceof SerializedThrowable serialized
                ? serialized.deserializeError(Failures.class.getClassLoader())
                : cause;
    }
}
